import BrineClient
import BrineCore
import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `What stands in the place of an answer` {
    private let since = Timestamp(microseconds: 1_795_443_746_832_714)
    private let jid = JobID(at: Timestamp(microseconds: 1_795_443_740_000_000))

    private func text(_ state: JobState?, isForMany: Bool = false) throws -> [Substring] {
        let standing = state.map { Gather.Standing(state: $0, since: since) }
        let web1 = try #require(MinionID("web1"))
        let answer = MinionAnswer(missing: web1, standing, of: jid, isForMany: isForMany)
        #expect(answer.state == state)
        #expect(!answer.isReturned && !answer.isSuccess)
        return try #require(answer.value.stringValue).split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test(arguments: [JobState.pending, .running, .unreachable, .undelivered, .lost, .cancelled, .skipped])
    func `begins as Salt's, and tells the state and since when`(state: JobState) throws {
        let lines = try text(state)
        #expect(lines[0] == "Minion did not return. [No response]")
        #expect(lines[1].hasPrefix("Its state is \(state.rawValue) since 2026, Nov 23 14:22:26.832714 UTC: "))
        #expect(try text(state, isForMany: true)[1].hasPrefix("Its state is \(state.rawValue): "))
    }

    @Test(arguments: [JobState.pending, .running, .unreachable, nil])
    func `tells how to look the job up where a return may come`(state: JobState?) throws {
        let lines = try text(state)
        #expect(lines.last == "salt-run jobs.lookup_jid \(jid)")
        #expect(lines.contains { $0.hasPrefix("The minions may not have all finished running") })
    }

    @Test(arguments: [JobState.undelivered, .lost, .cancelled, .skipped])
    func `tells how to run the job again where it has come to its end`(state: JobState) throws {
        let lines = try text(state)
        #expect(lines.last == "salt-run jobs.rerun \(jid) only=\(state.rawValue)")
        #expect(!lines.contains { $0.hasPrefix("The minions may not have all finished running") })
    }

    @Test func `says that nobody knows a minion of that id`() throws {
        #expect(try text(nil)[1] == "No minion of that id is accepted")
    }
}
