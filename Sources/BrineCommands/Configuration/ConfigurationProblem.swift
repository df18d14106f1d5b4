import BrineFormats

/// One thing about a configuration file that its owner should know: an error or a warning.
struct ConfigurationProblem: Sendable, Hashable {
    /// The file's path as it was opened, or the directory's.
    var file: String
    /// The line, counted from 1, where there is one to name.
    var line: Int?
    /// The column, counted from 1, for broken YAML.
    var column: Int?
    /// The setting concerned, where it is about one.
    var key: String?
    /// What is wrong: what was expected and what was found.
    var text: String
}

extension ConfigurationProblem: CustomStringConvertible {
    /// One line, as in `/etc/salt/master:3: publish_port: expected a port from 1 to 65535, found "abc"`.
    var description: String {
        var place = file.printable
        if let line { place += ":\(line)" }
        if let column { place += ":\(column)" }
        return [place, key?.printable, text].compactMap(\.self).joined(separator: ": ")
    }
}
