import BrineTesting
import Testing

/// The README's first screen, held against what the commands print.
@Suite(.timeLimit(.minutes(5))) struct `The README` {
    private static let root = String(#filePath.split(separator: "/Tests/EndToEndTests/", maxSplits: 1)[0])

    @Test func `shows what the demo prints`() async throws {
        let folder = "/tmp/brine-readme-\(UInt32.random(in: 0...UInt32.max))"
        let environment = ["BRINE_BIN": BuiltCommands.folder, "BRINE_DEMO_DIR": folder]
        let demo = try await CommandRun.run("\(Self.root)/Deploy/demo", [], environment: environment)
        let stopped = try await CommandRun.run("\(Self.root)/Deploy/demo", ["stop"], environment: environment)
        try #require(demo.status == 0, "\(demo.error)")
        #expect(stopped.output == "The demo is stopped and \(folder) is removed.\n")

        let shown = try Self.block(after: "$ Deploy/demo\n")
        let printed = Self.sections(demo.output)
        for (command, lines) in Self.sections(shown) {
            #expect(printed[command] == lines, "the README shows for '\(command)' what it prints")
        }
        #expect(Self.sections(shown).count == 6)
        #expect(printed["$ salt-run jobs.list_jobs 'search_function=test.*,cmd.*'"] != nil)
        #expect(demo.output.contains("Stop it:                    Deploy/demo stop\n"))
    }

    @Test func `shows what the test script prints`() throws {
        let script = try TestFile.read("\(Self.root)/Deploy/test")
        let printed = script.split(separator: "\n").filter { $0.hasPrefix("echo ") }.map { $0.dropFirst(6).dropLast() }
        let shown = try Self.block(after: "$ Deploy/test\n").split(separator: "\n")
        #expect(shown.dropLast() == printed[...])
        #expect(shown.last?.hasPrefix("✔ Test run with ") == true)
    }

    /// The rest of the code block that a line begins.
    private static func block(after line: String) throws -> String {
        let readme = try TestFile.read("\(root)/README.md")
        let start = try #require(readme.firstRange(of: line)).upperBound
        let end = try #require(readme[start...].firstRange(of: "\n```")).lowerBound
        return String(readme[start..<end])
    }

    /// The lines under each command, sorted (minions answer in any order), with what differs from run to run taken out.
    private static func sections(_ text: String) -> [String: [String]] {
        var sections: [String: [String]] = [:]
        var command = ""
        for line in text.split(separator: "\n") where !line.isEmpty {
            let line = normalised(String(line))
            if line.hasPrefix("$ ") {
                command = line
                sections[command] = []
            } else {
                sections[command, default: []].append(line)
            }
        }
        return sections.mapValues { $0.sorted() }
    }

    private static func normalised(_ line: String) -> String {
        line.replacing(/[0-9]{20}/, with: "<jid>")
            .replacing(/[0-9]{4}, [A-Z][a-z]{2} [0-9]{2} [0-9:.]{15}/, with: "<time>")
            .replacing(/Linux .*/, with: "<uname>")
            .replacing(/^ +[0-9]{3,}$/, with: "<pid>")
            .replacing(/^ {8}[a-z_][a-z0-9_-]*$/, with: "<word>")
    }
}
