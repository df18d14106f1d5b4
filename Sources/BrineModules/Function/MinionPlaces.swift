/// Where on the minion's disk functions find and leave files; an empty path for what is not there.
public struct MinionPlaces: Sendable, Hashable {
    /// The YAML file of the grains that `grains.setval` and its kin keep.
    public var grainsFile: String
    /// The folder where the output of commands is kept that is too long for a return, a file an output.
    public var outputFolder: String
    /// The folders whose executables serve as modules, the first one that has a module counts.
    public var moduleFolders: [String]
    /// The folder where what those modules tell of themselves is remembered; it may be emptied at any time.
    public var descriptionFolder: String

    /// The places of a minion.
    public init(
        grainsFile: String = "",
        outputFolder: String = "",
        moduleFolders: [String] = [],
        descriptionFolder: String = ""
    ) {
        self.grainsFile = grainsFile
        self.outputFolder = outputFolder
        self.moduleFolders = moduleFolders
        self.descriptionFolder = descriptionFolder
    }
}
