import BrineCore
import Testing

@testable import BrineMaster

@Suite struct `Letting minions connect` {
    private let beginning = ContinuousClock.now

    private func at(_ seconds: Double) -> Admission.Instant { beginning + .seconds(seconds) }

    private func name(_ number: Int) -> MinionID { id("m\(number)") }

    /// How many seconds a minion is told to wait; 0 for none.
    private func wait(_ admission: inout Admission, _ number: Int, at second: Double) -> Double {
        switch admission.ask(name(number), at: at(second)) {
        case .enter: 0
        case .later(let wait): wait / .seconds(1)
        }
    }

    @Test func `as many as there are places, and one more when one listens`() {
        var admission = Admission(limit: 2)
        #expect(admission.ask(name(1), at: at(0)) == .enter)
        #expect(admission.ask(name(2), at: at(0)) == .enter)
        #expect(wait(&admission, 3, at: 0) > 0)
        #expect(admission.count == 2)
        admission.listens(name(2), at: at(0.5))
        #expect(admission.ask(name(3), at: at(0.5)) == .enter)
        #expect(wait(&admission, 4, at: 0.5) > 0)
    }

    @Test func `who asks again has the same place`() {
        var admission = Admission(limit: 2)
        for _ in 0..<3 { #expect(admission.ask(name(1), at: at(0)) == .enter) }
        #expect(admission.ask(name(2), at: at(0)) == .enter)
        #expect(admission.ask(name(2), at: at(1)) == .enter)
        #expect(admission.count == 2)
    }

    @Test func `a place is given on when its minion does not come`() {
        var admission = Admission(limit: 1)
        #expect(admission.ask(name(1), at: at(0)) == .enter)
        #expect(wait(&admission, 2, at: 9.9) > 0)
        #expect(admission.ask(name(2), at: at(10.1)) == .enter)
        admission.listens(name(1), at: at(11))
        #expect(wait(&admission, 3, at: 11) > 0, "who was too late gives back nobody else's place")
        admission.listens(name(2), at: at(12))
        #expect(admission.ask(name(3), at: at(12)) == .enter)
    }

    @Test func `who asked anew has its patience anew`() {
        var admission = Admission(limit: 1)
        _ = admission.ask(name(1), at: at(0))
        _ = admission.ask(name(1), at: at(8))
        #expect(wait(&admission, 2, at: 12) > 0)
        #expect(admission.ask(name(2), at: at(18.1)) == .enter)
    }

    @Test func `those that wait are told moments one after the other, half as far apart as places become free`() {
        var admission = Admission(limit: 10)
        for number in 0..<10 { _ = admission.ask(name(number), at: at(0)) }
        // A fifth of a second each, ten at a time: one comes free each fiftieth.
        let waits = (10..<60).map { wait(&admission, $0, at: 0) }
        for (place, wait) in waits.enumerated() { #expect(abs(wait - max(0.2, 0.01 * Double(place + 1))) < 0.000_001) }
        #expect(abs(wait(&admission, 60, at: 0.4) - 0.31) < 0.000_001, "the line has moved on by twenty")
    }

    @Test func `the line is shorter when connecting takes less time, and longer when it takes more`() {
        for stay in [0.4, 3] {
            var admission = Admission(limit: 1)
            for turn in 0..<50 {
                _ = admission.ask(name(turn), at: at(Double(turn) * 10))
                admission.listens(name(turn), at: at(Double(turn) * 10 + stay))
            }
            _ = admission.ask(name(100), at: at(1_000))
            let waits = (0..<3).map { wait(&admission, 200 + $0, at: 1_000) }
            for (place, wait) in waits.enumerated() {
                #expect(abs(wait - stay / 2 * Double(place + 1)) < 0.3, "\(waits)")
            }
        }
    }

    @Test func `nobody waits longer than five seconds, and the line forgets those that did not come`() {
        var admission = Admission(limit: 1)
        _ = admission.ask(name(0), at: at(0))
        let waits = (1...1_000).map { wait(&admission, $0, at: 0) }
        #expect(waits.max() == 5)
        _ = admission.ask(name(0), at: at(100))
        #expect(wait(&admission, 2_000, at: 100) <= 1)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `all come in, never more at a time than may, whatever becomes of some`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let (limit, count) = (Int.random(in: 1...20, using: &random), 300)
        var admission = Admission(limit: limit)
        var asks = (0..<count).map { (at: Double.random(in: 0...2, using: &random), minion: $0) }
        var inside: [Int: Double] = [:]
        var connected: Set<Int> = []
        var second = 0.0
        while connected.count < count, second < 4_000 {
            second += 0.05
            for (minion, end) in inside where end <= second {
                inside[minion] = nil
                guard end.truncatingRemainder(dividingBy: 1) > 0.1 else {
                    // It vanished with its place, and asks anew some time later.
                    asks.append((at: second + 3, minion: minion))
                    continue
                }
                admission.listens(name(minion), at: at(second))
                connected.insert(minion)
            }
            let due = asks.filter { $0.at <= second }
            asks.removeAll { $0.at <= second }
            for ask in due {
                let wait = wait(&admission, ask.minion, at: second)
                if wait == 0 {
                    inside[ask.minion] = second + Double.random(in: 0.1...2, using: &random)
                } else {
                    asks.append((at: second + wait, minion: ask.minion))
                }
            }
            #expect(inside.count <= limit && admission.count <= limit, "seed \(seed)")
        }
        #expect(connected.count == count, "seed \(seed)")
    }
}
