import BrineClient
import BrineCore
import BrineWire
import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `What jobs.watch prints` {
    private let jid = JobID(at: Timestamp(microseconds: 1_795_358_626_964_916))
    private let moment = Timestamp(microseconds: 1_795_358_638_500_000)

    private func entry(_ state: JobState, retcode: Int64?) throws -> JobNews.Entry {
        let web = try #require(MinionID("web1"))
        let packet = retcode.map { code in
            ReturnMessage(
                id: web,
                JobReturn(
                    jid: jid,
                    calls: Calls(FunctionName(module: "test", function: "ping")),
                    user: "root",
                    value: true,
                    retcode: code
                )
            )
            .packet
        }
        return JobNews.Entry(id: web, state: state, since: moment, packet: packet ?? [])
    }

    /// One minion of each state.
    private func counts() -> JobCounts {
        var tally = JobTally()
        let ids = (1...6).compactMap { MinionID("m\($0)") }
        let states: [JobState] = [.running, .pending, .unreachable]
        tally.stands(zip(ids, states).map { JobStanding.Entry(id: $0, state: $1, since: moment) })
        let ends: [JobState] = [.succeeded, .failed, .lost]
        _ = tally.arrived(
            zip(ids.dropFirst(3), ends).map { JobNews.Entry(id: $0, state: $1, since: moment, packet: []) }
        )
        return tally.counts
    }

    @Test func `is a line for each minion, with its result code where it has returned`() throws {
        let report = WatchReport(jid: jid, isJSON: false)
        #expect(
            report.line(try entry(.failed, retcode: 3)) == "web1: failed, retcode 3, 2026-11-22T14:43:58.500000+00:00"
        )
        #expect(
            report.line(try entry(.timedOut, retcode: nil))
                == "web1: timed_out, no return, 2026-11-22T14:43:58.500000+00:00"
        )
    }

    @Test func `ends with the counts and the time since the job began`() {
        let report = WatchReport(jid: jid, isJSON: false)
        #expect(
            report.line(counts(), at: moment)
                == "2 of 6 returned, 1 running, 1 pending, 1 unreachable, 2 failed, 11 s"
        )
        #expect(report.line(counts(), at: Timestamp(microseconds: 0)).hasSuffix(", 0 s"))
    }

    @Test func `is JSON where that is asked for, a line for each`() throws {
        let report = WatchReport(jid: jid, isJSON: true)
        #expect(
            report.line(try entry(.failed, retcode: 3))
                == #"{"id": "web1", "state": "failed", "retcode": 3, "at": "2026-11-22T14:43:58.500000+00:00"}"#
        )
        #expect(report.line(try entry(.lost, retcode: nil)).contains(#""state": "lost", "retcode": null, "#))
        #expect(
            report.line(counts(), at: moment) == """
                {"jid": "\(jid)", "returned": 2, "running": 1, "pending": 1, "unreachable": 1, "failed": 2, \
                "total": 6, "elapsed": 11.535084}
                """
        )
    }
}
