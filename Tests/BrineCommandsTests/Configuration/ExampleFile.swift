@testable import BrineCommands

/// An example file as the table of settings has it.
struct ExampleFile<Configuration: FileConfiguration> {
    /// The text of the whole file.
    var text: String {
        let title = [
            "The settings of salt-\(Configuration.fileName), each with its default.",
            "Copy this file to /etc/salt/\(Configuration.fileName), and take the # away from the lines that shall "
                + "change. Settings may also stand in files /etc/salt/\(Configuration.fileName).d/*.conf, which are "
                + "read after it in the order of their names; what is read later wins.",
        ]
        return title.flatMap(comment).joined() + Configuration.groups.map(text(of:)).joined()
    }

    private func text(of group: SettingGroup<Configuration>) -> String {
        "\n\n##### \(group.heading) #####\n" + group.settings.map(text(of:)).joined()
    }

    private func text(of setting: Setting<Configuration>) -> String {
        let value =
            "Value: \(setting.expected)."
        let line = setting.defaultText.isEmpty ? "#\(setting.name):" : "#\(setting.name): \(setting.defaultText)"
        return "\n" + [setting.meaning, value, setting.consequence].flatMap(comment).joined() + line + "\n"
    }

    /// A paragraph in lines of 100 characters at the most.
    private func comment(_ text: String) -> [String] {
        var lines: [String] = []
        var line = "#"
        for word in text.split(separator: " ") {
            if line.count + 1 + word.count > 100 {
                lines.append(line + "\n")
                line = "#"
            }
            line += " \(word)"
        }
        return lines + [line + "\n"]
    }
}
