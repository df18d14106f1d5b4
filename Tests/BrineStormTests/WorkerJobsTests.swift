import BrineTesting
import Glibc
import MessagePack
import Testing

@testable import BrineStorm

@Suite struct `Whose a worker is` {
    @Test func `the files of its minion say`() throws {
        let folder = "/tmp/brine-storm-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        defer { TestFile.removeAll(folder) }
        func write(_ name: String, _ pid: Value) throws {
            try TestFile.write(Value.map(["jid": .string(name), "pid": pid]).messagePack, to: "\(folder)/\(name)")
        }
        try write("20261123030000000000", .int(7))
        try write("20261123030000000002", .int(8))
        try write("20261123030000000004", .null)
        try write(".20261123030000000006", .int(7))
        try TestFile.write("torn", to: "\(folder)/20261123030000000008")
        #expect(Fleet.jobs(of: 7, in: folder) == ["20261123030000000000"])
        #expect(Fleet.jobs(of: 9, in: folder).isEmpty)
        #expect(Fleet.jobs(of: 7, in: "\(folder)/none").isEmpty)
    }
}
