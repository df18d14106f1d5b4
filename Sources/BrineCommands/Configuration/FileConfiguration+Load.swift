extension FileConfiguration {
    /// Reads the configuration: `NAME`, then `NAME.d/*.conf` in the order of their names; what is read later wins.
    ///
    /// A main file or a `NAME.d` that is not there is no error, and neither is a missing `/etc/salt`: the defaults are
    /// a whole configuration.
    ///
    /// - Parameter directory: where the files are; nil for `/etc/salt`. One that is named must exist.
    /// - Returns: the configuration, and the keys that nothing is known about.
    /// - Throws: ``ConfigurationError`` with all that is wrong with all the files.
    static func load(from directory: String? = nil) throws(ConfigurationError) -> LoadedConfiguration<Self> {
        var reader = ConfigurationReader<Self>()
        var home = directory ?? "/etc/salt"
        while home.count > 1, home.hasSuffix("/") { home.removeLast() }
        if directory != nil, names(in: home, &reader) == nil {
            reader.note(ConfigurationProblem(file: home, text: "expected a directory, found nothing"))
        }
        read("\(home)/\(fileName)", &reader)
        let dropIns = names(in: "\(home)/\(fileName).d", &reader) ?? []
        for name in dropIns where name.hasSuffix(".conf") && !name.hasPrefix(".") {
            read("\(home)/\(fileName).d/\(name)", &reader)
        }
        var loaded = try reader.configuration()
        loaded.configuration.configurationDirectory = home
        return loaded
    }

    private static func read(_ path: String, _ reader: inout ConfigurationReader<Self>) {
        do throws(TextFile.Fault) {
            if let text = try TextFile.text(at: path) { reader.read(text, file: path) }
        } catch {
            reader.note(ConfigurationProblem(file: path, text: error.text))
        }
    }

    /// The names in a directory, none where it cannot be read (which is noted), and nil where it is not there.
    private static func names(in path: String, _ reader: inout ConfigurationReader<Self>) -> [String]? {
        do throws(TextFile.Fault) {
            return try TextFile.names(in: path)
        } catch {
            reader.note(ConfigurationProblem(file: path, text: error.text))
            return []
        }
    }
}
