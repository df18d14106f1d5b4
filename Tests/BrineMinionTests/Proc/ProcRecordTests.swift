import BrineCore
import BrineWire
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `A file of the proc directory` {
    private let record = ProcRecord(
        RunningJob(
            command: command(1, to: .list([id("web"), id("db")])),
            worker: ProcessIdentity(pid: 4_242, startTime: .max)
        ),
        boot: "7f1c"
    )

    private func changed(_ name: String, _ value: Value?) throws -> [UInt8] {
        var map = try #require(try Value(messagePack: record.bytes).mapValue)
        map[name] = value
        return Value.map(map).messagePack
    }

    @Test func `gives back the job`() throws {
        #expect(try ProcRecord(record.bytes) == record)
    }

    @Test func `gives back a job of several functions`() throws {
        let worker = ProcessIdentity(pid: 4_242, startTime: 1)
        let job = RunningJob(command: try command(1, several: "test.ping", "cmd.run"), worker: worker)
        let several = ProcRecord(job, boot: "7f1c")
        #expect(try ProcRecord(several.bytes) == several)
        let map = try Value(messagePack: several.bytes)
        #expect(map["fun"] == ["test.ping", "cmd.run"] && map["arg"] == [[], []])
    }

    @Test func `has Salt's fields, and what names the process for certain`() throws {
        let map = try #require(try Value(messagePack: record.bytes).mapValue)
        #expect(
            map.keys == [
                "pid", "fun", "arg", "tgt", "jid", "ret", "tgt_type", "user", "start_time", "boot_id",
                "deliver_before",
            ]
        )
        #expect(map["pid"] == 4_242)
        #expect(map["jid"] == .string(jid(1).description))
    }

    @Test func `of a job that waits has no process`() throws {
        let waiting = ProcRecord(RunningJob(queued: command(1)), boot: "7f1c")
        #expect(try ProcRecord(waiting.bytes) == waiting)
        let map = try #require(try Value(messagePack: waiting.bytes).mapValue)
        #expect(map["queued"] == true)
        #expect(map["pid"] == .null)
        #expect(map["start_time"] == nil)
    }

    @Test(arguments: [.milliseconds(1), .milliseconds(1_500), .seconds(315_360_000)] as [Duration])
    func `gives back the job's time limit`(limit: Duration) throws {
        var job = record.job
        job.command.timeLimit = limit
        let limited = ProcRecord(job, boot: "7f1c")
        #expect(try ProcRecord(limited.bytes) == limited)
    }

    @Test(arguments: [0, -1, .string("5"), nil, .int(.max)] as [Value])
    func `has no other time limit`(value: Value) throws {
        #expect(throws: WireError.self) { try ProcRecord(changed("time_limit", value)) }
    }

    @Test func `may have fields that nobody knows`() throws {
        #expect(try ProcRecord(changed("new", [1, 2])) == record)
    }

    @Test(arguments: ["pid", "jid", "fun", "arg", "tgt", "tgt_type", "user", "start_time", "boot_id", "deliver_before"])
    func `without one of its fields is damaged`(name: String) throws {
        #expect(throws: WireError.missingField(name)) { try ProcRecord(changed(name, nil)) }
        #expect(throws: WireError.self) { try ProcRecord(changed(name, [:])) }
    }

    @Test(arguments: [0, 1, -1, 0x8000_0000, Int64.max, Int64.min]) func `names no process but a worker's`(
        pid: Int64
    ) throws {
        #expect(throws: WireError.self) { try ProcRecord(changed("pid", .int(pid))) }
    }

    @Test func `cut off anywhere is damaged`() {
        let bytes = record.bytes
        for length in 0..<bytes.count {
            #expect(throws: (any Error).self) { try ProcRecord(Array(bytes.prefix(length))) }
        }
        #expect(throws: (any Error).self) { try ProcRecord(bytes + [0]) }
        #expect(throws: (any Error).self) { try ProcRecord(Array("no MessagePack".utf8)) }
    }
}
