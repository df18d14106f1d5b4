import ArgumentParser
import BrineCore
import Testing

@testable import BrineCommands

@Suite struct `Help and manual pages` {
    private static let names = [
        "salt", "salt-run", "salt-key", "salt-call", "salt-master", "salt-minion", "salt-swarm",
    ]

    private func command(_ name: String) throws -> any BrineCommand.Type {
        try #require(Doorway.commands.first { $0.commandName == name })
    }

    private func page(_ name: String) throws -> String {
        let date = CivilTime(Timestamp(microseconds: 1_795_358_626_964_916))
        return ManualPage(of: try command(name), beside: Doorway.commands, date: date).text
    }

    /// The names of options in a help's own lines.
    private func options(_ help: String) -> Set<String> {
        let lines = help.split(separator: "\n").filter { $0.hasPrefix("  -") }
        return Set(
            lines.flatMap { $0.split(separator: " ").prefix { $0.hasPrefix("-") || $0.hasPrefix("<") } }
                .filter { $0.hasPrefix("-") }
                .map { String($0.filter { $0 != "," }) }
        )
    }

    @Test(arguments: names) func `have each option that the parser tells of`(_ name: String) throws {
        let command = try command(name)
        let page = try page(name)
        let options = options(command.helpMessage())
        #expect(options.isSuperset(of: ["-c", "--config-dir", "-h", "--help", "--version"]))
        for option in options {
            let macro = "Fl \(ManualText.argument(String(option.dropFirst())))"
            #expect(page.split(separator: "\n").contains { "\($0) ".contains("\(macro) ") }, "\(option)")
        }
    }

    @Test(arguments: names) func `have three examples that the command takes`(_ name: String) throws {
        let command = try command(name)
        #expect(command.manual.examples.count >= 3)
        for example in command.manual.examples {
            let words = TypedWords.split(example.line)
            #expect(words.first == name)
            #expect(throws: Never.self) { try command.parse(Array(words.dropFirst())) }
            #expect(command.helpText.contains("\n    \(example.line)"))
        }
    }

    @Test(arguments: names, [60, 80, 120])
    func `fit the terminal`(_ name: String, _ width: Int) throws {
        let command = try command(name)
        // A list of names is one word to whoever wraps, and so are a label and the usage.
        for line in command.helpMessage(columns: width).split(separator: "\n")
        where !line.hasPrefix("  -") && !line.hasPrefix("USAGE") {
            #expect(line.count <= width)
        }
        for line in command.manual.helpText.split(separator: "\n") { #expect(line.count <= 80) }
    }

    @Test(arguments: names) func `name all exit codes of errors, and the other commands`(_ name: String) throws {
        let command = try command(name)
        let codes = command.manual.exitStatuses.map(\.name)
        #expect(codes.contains("0") && codes.contains("1") && codes.contains("64") && codes.contains("78"))
        #expect(codes.map { Int($0) ?? -1 } == codes.map { Int($0) ?? -1 }.sorted())
        let page = try page(name)
        for other in Doorway.commands where other.commandName != name {
            #expect(page.contains(".Xr \(other.commandName) \(other.manual.section)"))
        }
    }

    @Test func `are of a day and a section`() throws {
        #expect(try page("salt").hasPrefix(".Dd November 22, 2026\n.Dt SALT 1\n"))
        #expect(try page("salt-master").contains(".Dt SALT-MASTER 8\n"))
    }

    @Test func `have titles for groups of options`() {
        let help = SaltCommand.helpText
        for title in ["ARGUMENTS:", "TARGET OPTIONS:", "OUTPUT OPTIONS:", "OPTIONS:", "EXAMPLES:"] {
            #expect(help.contains("\n\(title)\n"))
        }
    }

    @Test func `show text as it is, whatever stands in it`() {
        #expect(ManualText.line(".x") == "\\&.x")
        #expect(ManualText.line("'web*' \\ -L") == "\\&\\(aqweb*\\(aq \\e \\-L")
        #expect(ManualText.argument("a b") == "\"a b\"")
        #expect(ManualText.prose("One. Two e.g. three: four. 'a' b") == "One.\nTwo e.g. three: four.\n\\&\\(aqa\\(aq b")
    }
}
