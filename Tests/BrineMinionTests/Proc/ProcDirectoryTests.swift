import BrineCore
import Testing

@testable import BrineMinion

@Suite struct `The proc directory` {
    private let folder: TemporaryFolder
    private let directory: ProcDirectory

    init() throws {
        folder = try TemporaryFolder()
        directory = try ProcDirectory("\(folder.path)/proc", logger: silence)
    }

    private func job(_ number: Int64) -> RunningJob {
        RunningJob(command: command(number), worker: ProcessIdentity(pid: 4_242, startTime: 77))
    }

    @Test func `is made where it is missing`() {
        #expect(folder.names() == ["proc"])
    }

    @Test func `gives back the jobs that run and those that wait, oldest first, with this boot`() throws {
        try directory.write(job(3))
        try directory.write(RunningJob(queued: command(1)))
        try directory.write(job(2))
        let records = try directory.records()
        #expect(records.map(\.job) == [RunningJob(queued: command(1)), job(2), job(3)])
        #expect(records.allSatisfy { $0.boot == ProcessIdentity.boot && !$0.boot.isEmpty })
    }

    @Test func `has one record of a job, the last`() throws {
        try directory.write(RunningJob(queued: command(1)))
        try directory.write(job(1))
        #expect(try directory.records().map(\.job) == [job(1)])
    }

    @Test func `forgets a job, and minds none that it does not have`() throws {
        for number: Int64 in 1...2 { try directory.write(job(number)) }
        directory.remove(jid(1))
        directory.remove(jid(7))
        #expect(try directory.records().map(\.job) == [job(2)])
    }

    @Test func `sets aside what is no record, or another job's`() throws {
        let files = DurableFolder("\(folder.path)/proc")
        try directory.write(job(1))
        try files.write([0xc1], for: jid(2))
        try files.write(ProcRecord(job(9), boot: ProcessIdentity.boot).bytes, for: jid(3))
        try folder.write([], to: "proc/notes")
        #expect(try directory.records().map(\.job) == [job(1)])
        #expect(folder.names("proc/.damaged") == ([jid(2), jid(3)].map(\.description) + ["notes"]).sorted())
        #expect(try directory.records().map(\.job) == [job(1)])
    }

    @Test func `tells no part of its jobs where it cannot be read`() throws {
        try directory.write(job(1))
        folder.remove("proc")
        #expect(try directory.records() == [])
        try folder.write([], to: "proc")
        #expect(throws: FileError.self) { try directory.records() }
        #expect(throws: FileError.self) { try directory.write(job(1)) }
        #expect(throws: FileError.self) { try ProcDirectory("\(folder.path)/proc/below", logger: silence) }
        directory.remove(jid(1))
    }
}
