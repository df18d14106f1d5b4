import BrineCore
import Foundation
import Testing

@testable import BrineCommands

@Suite
struct `Configuration files` {
    @Test
    func `the main file is read first, then the drop-ins by their names`() throws {
        try withDirectory { directory in
            try write("timeout: 1\nret_port: 1\nlog_level: info\n", to: "\(directory)/master")
            try write("timeout: 3\n", to: "\(directory)/master.d/b.conf")
            try write("timeout: 2\nret_port: 2\n", to: "\(directory)/master.d/a.conf")
            try write("timeout: 9\n", to: "\(directory)/master.d/z.conf.bak")
            try write("timeout: 9\n", to: "\(directory)/master.d/.z.conf")
            let configuration = try MasterConfiguration.load(from: directory).configuration
            #expect(configuration.timeout == .seconds(3))
            #expect(configuration.returnPort == 2)
            #expect(configuration.logLevel == .info)
            #expect(configuration.configurationDirectory == directory)
        }
    }

    @Test
    func `a directory without files gives the defaults`() throws {
        try withDirectory { directory in
            var expected = MinionConfiguration()
            expected.configurationDirectory = directory
            let configuration = try MinionConfiguration.load(from: directory + "/").configuration
            #expect(configuration == expected)
        }
    }

    @Test
    func `a named directory that is not there is an error`() {
        #expect(
            problems(of: MasterConfiguration.self, in: "/nowhere/at/all") == [
                "/nowhere/at/all: expected a directory, found nothing"
            ]
        )
    }

    @Test
    func `a file in place of the directory is an error`() throws {
        try withDirectory { directory in
            try write("", to: "\(directory)/file")
            let lines = problems(of: MasterConfiguration.self, in: "\(directory)/file")
            #expect(lines.first == "\(directory)/file: cannot be read: Not a directory")
        }
    }

    @Test
    func `what cannot be read is told with path and reason, beside what is wrong elsewhere`() throws {
        try withDirectory { directory in
            try write("ret_port: x\n", to: "\(directory)/master")
            try write("", to: "\(directory)/master.d/a.conf/file")
            try Data([0x61, 0xFF, 0x0A]).write(to: URL(filePath: "\(directory)/master.d/b.conf"))
            try write(String(repeating: "#", count: (1 << 20) + 1), to: "\(directory)/master.d/c.conf")
            #expect(
                problems(of: MasterConfiguration.self, in: directory) == [
                    "\(directory)/master:1: ret_port: expected a port from 1 to 65535, found \"x\"",
                    "\(directory)/master.d/a.conf: cannot be read: Is a directory",
                    "\(directory)/master.d/b.conf: expected text in UTF-8, found other bytes",
                    "\(directory)/master.d/c.conf: expected a file of 1048576 bytes at most, found a longer one",
                ]
            )
        }
    }

    @Test
    func `the error's text has one line for each problem`() throws {
        try withDirectory { directory in
            try write("ret_port: x\nauth_port: y\n", to: "\(directory)/master")
            let error = #expect(throws: ConfigurationError.self) { try MasterConfiguration.load(from: directory) }
            #expect(error?.description.split(separator: "\n").count == 2)
        }
    }

    @Test
    func `a minion is what it is told, else what minion_id says, else its host's name`() throws {
        try withDirectory { directory in
            func id(of configuration: MinionConfiguration) throws -> String {
                try configuration.minionID(hostName: "host.example.com").description
            }
            var configuration = try MinionConfiguration.load(from: directory).configuration
            #expect(try id(of: configuration) == "host.example.com")
            try write(" \n", to: "\(directory)/minion_id")
            #expect(try id(of: configuration) == "host.example.com")
            try write("web1\n", to: "\(directory)/minion_id")
            #expect(try id(of: configuration) == "web1")
            try write("id: web2\n", to: "\(directory)/minion")
            configuration = try MinionConfiguration.load(from: directory).configuration
            #expect(try id(of: configuration) == "web2")
        }
    }

    @Test
    func `a minion_id or a host's name that is no id is refused with its place`() throws {
        try withDirectory { directory in
            let configuration = try MinionConfiguration.load(from: directory).configuration
            let unnamed = #expect(throws: ConfigurationError.self) { try configuration.minionID(hostName: nil) }
            #expect(unnamed?.description.hasPrefix("the host's name: id: expected an id of 1 to 253") == true)
            try write("web 1\n", to: "\(directory)/minion_id")
            let written = #expect(throws: ConfigurationError.self) { try configuration.minionID(hostName: "web1") }
            #expect(written?.description.hasPrefix("\(directory)/minion_id: id: expected") == true)
            #expect(written?.description.hasSuffix("found \"web 1\"") == true)
        }
    }

    @Test
    func `a master is what it is told, else its host's name with _master`() throws {
        var configuration = MasterConfiguration()
        #expect(try configuration.masterID(hostName: "host").description == "host_master")
        configuration.id = .init("hub")
        #expect(try configuration.masterID(hostName: nil).description == "hub")
    }
}

private func problems<Configuration: FileConfiguration>(of _: Configuration.Type, in directory: String) -> [String] {
    do throws(ConfigurationError) {
        _ = try Configuration.load(from: directory)
        return []
    } catch {
        return error.problems.map(\.description)
    }
}

private func withDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "brine-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try body(directory.path(percentEncoded: false))
}

private func write(_ text: String, to path: String) throws {
    let file = URL(filePath: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: false, encoding: .utf8)
}
