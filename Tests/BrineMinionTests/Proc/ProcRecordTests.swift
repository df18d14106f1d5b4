import BrineCore
import BrineWire
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `A file of the proc directory` {
    private var job: RunningJob {
        RunningJob(command: command(1, to: .list([id("web"), id("db")])), pid: 4_242, startTime: .max)
    }

    private func changed(_ name: String, _ value: Value?) throws -> [UInt8] {
        var map = try #require(try Value(messagePack: ProcRecord.encode(job)).mapValue)
        map[name] = value
        return Value.map(map).messagePack
    }

    @Test func `gives back the job`() throws {
        #expect(try ProcRecord.decode(ProcRecord.encode(job)) == job)
    }

    @Test func `has Salt's fields, and what names the process for certain`() throws {
        let map = try #require(try Value(messagePack: ProcRecord.encode(job)).mapValue)
        #expect(
            map.keys == [
                "pid", "fun", "arg", "tgt", "jid", "ret", "tgt_type", "user", "start_time", "deliver_before",
            ]
        )
        #expect(map["pid"] == 4_242)
        #expect(map["jid"] == .string(jid(1).description))
    }

    @Test func `may have fields that nobody knows`() throws {
        #expect(try ProcRecord.decode(changed("new", [1, 2])) == job)
    }

    @Test(arguments: ["pid", "jid", "fun", "arg", "tgt", "tgt_type", "user", "start_time", "deliver_before"])
    func `without one of its fields is damaged`(name: String) throws {
        #expect(throws: WireError.missingField(name)) { try ProcRecord.decode(changed(name, nil)) }
        #expect(throws: WireError.self) { try ProcRecord.decode(changed(name, [:])) }
    }

    @Test(arguments: [0, 1, -1, 0x8000_0000, Int64.max, Int64.min]) func `names no process but a worker's`(
        pid: Int64
    ) throws {
        #expect(throws: WireError.self) { try ProcRecord.decode(changed("pid", .int(pid))) }
    }

    @Test func `cut off anywhere is damaged`() {
        let bytes = ProcRecord.encode(job)
        for length in 0..<bytes.count {
            #expect(throws: (any Error).self) { try ProcRecord.decode(Array(bytes.prefix(length))) }
        }
        #expect(throws: (any Error).self) { try ProcRecord.decode(bytes + [0]) }
        #expect(throws: (any Error).self) { try ProcRecord.decode(Array("no MessagePack".utf8)) }
    }
}
