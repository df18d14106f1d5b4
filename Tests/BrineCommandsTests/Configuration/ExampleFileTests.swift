import Foundation
import Testing

@testable import BrineCommands

@Suite
struct `Example files` {
    @Test
    func `the master's example says of every setting what the code says`() throws {
        #expect(try file("master.example") == ExampleFile<MasterConfiguration>().text)
    }

    @Test
    func `the minion's example says of every setting what the code says`() throws {
        #expect(try file("minion.example") == ExampleFile<MinionConfiguration>().text)
    }

    @Test
    func `the master's example, put into force line by line, is the defaults`() throws {
        let loaded = try inForce(MasterConfiguration.self)
        #expect(loaded.warnings.isEmpty)
        #expect(loaded.configuration == MasterConfiguration())
    }

    @Test
    func `the minion's example, put into force line by line, is the defaults`() throws {
        let loaded = try inForce(MinionConfiguration.self)
        #expect(loaded.warnings.isEmpty)
        #expect(loaded.configuration == MinionConfiguration())
    }

    @Test
    func `no key is declared twice`() {
        let names = [MasterConfiguration.settings.map(\.name), MinionConfiguration.settings.map(\.name)]
        for names in names { #expect(Set(names).count == names.count) }
    }

    /// What the file in Deploy gives once every key's line counts, so that a default that is no value is found.
    private func inForce<Configuration: FileConfiguration>(
        _ type: Configuration.Type
    ) throws -> LoadedConfiguration<Configuration> {
        let example = try file("\(type.fileName).example")
        let names = Set(type.settings.map(\.name))
        let lines = example.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                let isKey = line.first == "#" && names.contains(String(line.dropFirst().prefix { $0 != ":" }))
                return isKey ? line.dropFirst() : line
            }
        let active = lines.count { !$0.isEmpty && $0.first != "#" }
        #expect(active == names.count)
        var reader = ConfigurationReader<Configuration>()
        reader.read(lines.joined(separator: "\n"), file: "example")
        return try reader.configuration()
    }

    private func file(_ name: String) throws -> String {
        // Tests/BrineCommandsTests/Configuration/ExampleFileTests.swift, four levels below the package.
        var package = URL(filePath: #filePath)
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return try String(contentsOf: package.appending(path: "Deploy/\(name)"), encoding: .utf8)
    }
}
