import BrineCore
import Testing

@testable import BrineCommands

@Suite struct `The line of progress` {
    private let state = ProgressState(
        total: 40,
        returned: 12,
        failed: 1,
        missing: 2,
        waiting: [.running: 20, .pending: 5, .unreachable: 1],
        elapsed: .milliseconds(14_900)
    )

    @Test func `tells all there is, and leaves out what is 0`() {
        #expect(
            state.line(hasBar: false, columns: 200)
                == "12 of 40 returned, 20 running, 5 pending, 1 unreachable, 3 failed, 14 s"
        )
        #expect(ProgressState(total: 3).line(hasBar: false, columns: 80) == "0 of 3 returned, 0 s")
        #expect(
            ProgressState(total: 3, waiting: [.running: 0]).line(hasBar: false, columns: 80) == "0 of 3 returned, 0 s"
        )
    }

    @Test func `counts no minion twice while the master's word is older than the answers`() {
        let told: [JobState: Int] = [.running: 3, .pending: 1]
        #expect(
            ProgressState(total: 4, returned: 2, waiting: told).line(hasBar: false, columns: 80)
                == "2 of 4 returned, 1 running, 1 pending, 0 s"
        )
        #expect(
            ProgressState(total: 4, returned: 3, missing: 1, waiting: told).line(hasBar: false, columns: 80)
                == "3 of 4 returned, 1 failed, 0 s"
        )
    }

    @Test func `has a bar that is full when all are done`() {
        #expect(state.line(hasBar: true, columns: 40) == "[#######-------------] 12 of 40 returned")
        let all = ProgressState(total: 3, returned: 2, missing: 1)
        #expect(all.line(hasBar: true, columns: 80).hasPrefix("[####################] 2 of 3"))
        #expect(ProgressState(total: 0).line(hasBar: true, columns: 80).hasPrefix("[--------------------] 0 of 0"))
    }

    @Test func `is never wider than the terminal`() {
        for columns in 0...120 {
            #expect(state.line(hasBar: true, columns: columns).count <= columns)
        }
    }

    @Test func `asks the master from the first second on, and once a second`() {
        let start = ContinuousClock.now
        var line = ProgressLine(hasBar: false, at: start)
        #expect(line.asks(at: start + .milliseconds(999)) == false)
        #expect(line.asks(at: start + .seconds(1)) == true)
        #expect(line.asks(at: start + .seconds(2)) == false)
        line.stands([.running: 1], at: start + .seconds(3))
        #expect(line.asks(at: start + .milliseconds(3_999)) == false)
        #expect(line.asks(at: start + .seconds(4)) == true)
    }

    @Test func `waits for an answer before it asks again, but not for ever`() {
        let start = ContinuousClock.now
        var line = ProgressLine(hasBar: false, at: start)
        #expect(line.asks(at: start + .seconds(1)) == true)
        #expect(line.asks(at: start + .milliseconds(5_999)) == false)
        #expect(line.asks(at: start + .seconds(6)) == true)
    }
}
