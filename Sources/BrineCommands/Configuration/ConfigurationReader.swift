import MessagePack

/// Makes a configuration of the texts of its files, one after the other.
///
/// Reads no file itself. Every problem of every text is collected, and all are thrown together at the end.
struct ConfigurationReader<Configuration: FileConfiguration> {
    /// A value that a file gave, checked and not yet applied.
    private struct Given {
        var change: Setting<Configuration>.Change
        var file: String
        var line: Int
    }

    private let settings = Configuration.settings
    private var given: [String: Given] = [:]
    private var problems: [ConfigurationProblem] = []
    private var warnings: [ConfigurationProblem] = []
    private var unknown: ValueMap = [:]

    /// Takes the text of the next file, whose settings win over those before it.
    mutating func read(_ text: String, file: String) {
        let document = ConfigurationDocument(text: text, file: file)
        let before = problems.count
        problems += document.problems
        for entry in document.entries { take(entry, file: file) }
        problems[before...].sort { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
    }

    /// Notes what is wrong with a file that has no text.
    mutating func note(_ problem: ConfigurationProblem) {
        problems.append(problem)
    }

    /// The configuration of all the texts.
    ///
    /// - Throws: all that is wrong with them.
    func configuration() throws(ConfigurationError) -> LoadedConfiguration<Configuration> {
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        var configuration = Configuration()
        for setting in settings { given[setting.name]?.change(&configuration) }
        let conflicts = configuration.conflicts.map { problem(for: $0) }
        guard conflicts.isEmpty else { throw ConfigurationError(problems: conflicts) }
        for setting in settings { setting.relocate?(&configuration) }
        return LoadedConfiguration(configuration: configuration, warnings: warnings, unknown: unknown)
    }

    private mutating func take(_ entry: ConfigurationDocument.Entry, file: String) {
        var problem = ConfigurationProblem(file: file, line: entry.line, key: entry.key, text: "")
        guard let setting = settings.first(where: { $0.name == entry.key }) else {
            let nearest = NearestKey.to(entry.key, among: settings.map(\.name))
            problem.text = "unknown setting, ignored" + (nearest.map { "; did you mean \($0)?" } ?? "")
            warnings.append(problem)
            unknown[entry.key] = entry.value.value
            return
        }
        guard let change = setting.change(entry.value) else {
            problem.text = "expected \(setting.expected), found \(entry.value.found)"
            problems.append(problem)
            return
        }
        given[setting.name] = Given(change: change, file: file, line: entry.line)
    }

    /// A conflict at the line that a file has for it: of two settings one at least is not the default.
    private func problem(for conflict: SettingConflict) -> ConfigurationProblem {
        let place = given[conflict.key] ?? given[conflict.other]
        return ConfigurationProblem(
            file: place?.file ?? Configuration.fileName,
            line: place?.line,
            key: conflict.key,
            text: conflict.text
        )
    }
}
