import BrineCore

extension MinionConfiguration {
    /// The minion's name: ``id``, else what the file `minion_id` beside the configuration says, else the host's name.
    ///
    /// Reads the file at each call. An empty file counts as none.
    ///
    /// - Parameter hostName: what the machine calls itself, or nil where it has no name.
    /// - Returns: the name, checked.
    /// - Throws: ``ConfigurationError`` where the file cannot be read, or the first name that there is cannot be an id.
    func minionID(hostName: String? = Host.ownName()) throws(ConfigurationError) -> MinionID {
        if let id { return id }
        let file = "\(configurationDirectory)/minion_id"
        let text: String?
        do throws(TextFile.Fault) {
            text = try TextFile.text(at: file)
        } catch {
            throw ConfigurationError(problems: [ConfigurationProblem(file: file, text: error.text)])
        }
        let words = (text ?? "").split(whereSeparator: \.isWhitespace)
        if !words.isEmpty { return try .configured(words.joined(separator: " "), from: file) }
        return try .configured(hostName ?? "", from: "the host's name")
    }
}
