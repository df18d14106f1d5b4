import BrineCore
import Testing

@testable import BrineStorm

@Suite struct `A line of a history` {
    @Test func `says all that the entry says`() throws {
        var history = HistoryBuilder()
        history.call.batch = 2
        history.call.limit = 3
        history.jobs[0].pairs["m03"] = StoredJob.Pair(state: .timedOut, retcode: 124, hasReturn: true, text: "\"x\"\n")
        history.end?.answers["m03"] = .missing
        history.end?.answers["m04"] = .returned(run: nil)
        history.further = [
            (1, .signalled(call: 1, signal: 9)), (1, .hung(call: 1)), (2, .struck(.wipe, at: "m01")),
            (2, .struck(.killWorker, at: "m01", jobs: [])), (2, .struck(.killWorker, at: "m01", jobs: ["1", "2"])),
            (3, .healed(.wipe, at: "m01")), (4, .told(jid: HistoryBuilder.jid, minion: "m01")),
            (5, .left("proc/1", at: "m01")),
        ]
        for entry in history.entries { #expect(try Entry(line: entry.line) == entry) }
    }

    @Test(arguments: ["", "{}", "[1]", #"{"at": 1}"#, #"{"at": 1, "act": "x"}"#, #"{"at": 1, "act": "ended"}"#])
    func `that is none is an error`(line: String) {
        #expect(throws: (any Error).self) { try Entry(line: line) }
    }

    @Test func `of the witness is read, and passed over where it was cut off`() {
        let line = WitnessLine("ended w1 m01 m01-7-100.25 100.25", place: 3)
        #expect(
            line
                == WitnessLine(
                    isEnd: true,
                    token: "w1",
                    minion: "m01",
                    run: "m01-7-100.25",
                    place: 3,
                    at: .milliseconds(100_250)
                )
        )
        #expect(WitnessLine("ended w1 m01", place: 0) == nil)
        #expect(WitnessLine("other w1 m01 m01-7 100.25", place: 0) == nil)
    }
}
