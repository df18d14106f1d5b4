import BrineTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Help` {
    private static let commands = [
        "salt", "salt-run", "salt-key", "salt-call", "salt-master", "salt-minion", "salt-swarm",
    ]

    @Test(arguments: commands) func `goes to standard output, as wide as the terminal`(_ command: String) async throws {
        for (width, environment) in [(80, [:]), (60, ["COLUMNS": "60"])] as [(Int, [String: String])] {
            let path = "\(BuiltCommands.folder)/\(command)"
            let help = try await CommandRun.run(path, ["--help"], environment: environment)
            #expect(help.status == 0)
            #expect(help.error.isEmpty)
            let start = help.lines.prefix { $0 != "EXAMPLES:" }
            #expect(start.count < help.lines.count)
            #expect(start.map(\.count).max() ?? 0 <= width)
        }
    }

    @Test(arguments: commands.prefix(4)) func `has examples that work as they are typed`(_ command: String) async throws
    {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let wrapped = cluster.folder + "/bin"
            for name in Self.commands {
                let folder = name == "salt-call" ? cluster.minionFolder("web1") : cluster.masterFolder
                let script = "#!/bin/sh\nexec \(BuiltCommands.folder)/\(name) -c \(folder) \"$@\"\n"
                try await TestFile.writeExecutable(script, to: "\(wrapped)/\(name)")
            }
            let help = try await cluster.succeed(command, "--help").split(separator: "\n")
            let examples = help.drop { $0 != "EXAMPLES:" }.filter { $0.hasPrefix("    ") }
            #expect(examples.count >= 3)
            for example in examples {
                let result = try await CommandRun.run("/bin/sh", ["-c", "PATH=\(wrapped):$PATH; \(example)"])
                #expect(result.status == 0, "\(example): \(result.error)")
                #expect(result.error.isEmpty)
            }
        }
    }

    @Test func `is not what a command alone shows`() async throws {
        let salt = try await CommandRun.run("\(BuiltCommands.folder)/salt", [])
        #expect(salt.status == 64)
        #expect(salt.output.isEmpty)
        #expect(salt.error.hasPrefix("Usage: salt [options] '<target>' <function> [arguments]\n\nsalt: error: "))
    }

    @Test(.enabled(if: TypedShell.has("mandoc"), TypedShell.missing("mandoc")))
    func `is in manual pages that mandoc finds no fault with`() async throws {
        let folder = "/tmp/brine-man-\(UInt32.random(in: 0...UInt32.max))"
        defer { TestFile.removeAll(folder) }
        let environment = ["BRINE_BIN": BuiltCommands.folder, "SOURCE_DATE_EPOCH": "1795358626"]
        let made = try await CommandRun.run("\(TypedShell.root)/Deploy/man", [folder], environment: environment)
        try #require(made.status == 0, "\(made.error)")
        for command in Self.commands {
            let section = ["salt-master", "salt-minion"].contains(command) ? 8 : 1
            let page = "\(folder)/man\(section)/\(command).\(section)"
            let lint = try await CommandRun.run("/usr/bin/mandoc", ["-T", "lint", "-W", "warning", page])
            #expect(lint.output.isEmpty && lint.status == 0, "\(lint.output)")
            let shown = try await CommandRun.run("/usr/bin/mandoc", ["-T", "ascii", page])
            // Bold is each character struck twice.
            let text = shown.output.replacing(/.\u{8}/, with: "")
            #expect(text.contains("November 22, 2026"))
            let help = try await CommandRun.run("\(BuiltCommands.folder)/\(command)", ["--help"])
            let examples = help.lines.drop { $0 != "EXAMPLES:" }.filter { $0.hasPrefix("    ") }
            for example in examples { #expect(text.contains(example.drop { $0 == " " })) }
            for title in ["NAME", "SYNOPSIS", "DESCRIPTION", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO"] {
                #expect(text.contains("\n\(title)\n"))
            }
        }
    }
}
