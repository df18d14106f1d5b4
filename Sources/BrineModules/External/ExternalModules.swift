internal import BrineCore

/// The modules that are executables in some folders.
///
/// An executable `NAME` serves the functions `NAME.*`; docs/modules.md tells how. The folders may
/// be on a disk that does not answer, and asking a module starts it: all of that belongs into a worker.
struct ExternalModules: Sendable {
    private let folders: [String]
    private let memory: DescriptionMemory

    /// The modules in the places of a minion; an empty or relative path is passed over.
    init(_ places: MinionPlaces) {
        folders = places.moduleFolders.filter { $0.hasPrefix("/") }
        memory = DescriptionMemory(folder: places.descriptionFolder)
    }

    /// The file of a module: that of the first folder that has one.
    func file(of module: String) -> ModuleFile? {
        guard Self.isName(module) else { return nil }
        for folder in folders {
            if let file = ModuleFile(module, in: folder) { return file }
        }
        return nil
    }

    /// The module of a name.
    func module(_ name: String) -> ExternalModule? {
        file(of: name).map { ExternalModule(file: $0, memory: memory) }
    }

    /// The names that executables give to modules, in order.
    ///
    /// It costs a few system calls for each file in the folders.
    var names: [String] {
        let names = Set(folders.flatMap { SmallFile.names(in: $0) }.filter(Self.isName))
        return names.filter { file(of: $0)?.isExecutable == true }.sorted()
    }

    /// Whether functions can be called by a module of that name.
    private static func isName(_ text: String) -> Bool {
        FunctionName("\(text).f")?.module == text
    }
}
