import BrineCore
import Testing

@testable import BrineMinion

@Suite struct `What is on its way to the master` {
    private let start = ContinuousClock.now
    private let half = SendingWindow.bytes / 2

    @Test func `is bounded, but for one packet, which may always go`() {
        var window = SendingWindow()
        let answer1 = window.admits(jid(1), bytes: SendingWindow.bytes * 2, at: start)
        #expect(answer1)
        let answer2 = window.admits(jid(2), bytes: 1, at: start)
        #expect(!answer2)
        let answer3 = window.acknowledged([jid(1)])
        #expect(answer3 == [jid(2)])
        let answer4 = window.admits(jid(2), bytes: half, at: start)
        #expect(answer4)
        let answer5 = window.admits(jid(3), bytes: half, at: start)
        #expect(answer5)
        let answer6 = window.admits(jid(4), bytes: 1, at: start)
        #expect(!answer6)
    }

    @Test func `counts each copy until the return is acknowledged`() {
        var window = SendingWindow()
        let answer7 = window.admits(jid(1), bytes: half, at: start)
        #expect(answer7)
        let answer8 = window.admits(jid(1), bytes: half, at: start)
        #expect(answer8)
        let answer9 = window.admits(jid(1), bytes: half, at: start)
        #expect(!answer9)
        let answer10 = window.acknowledged([jid(1)])
        #expect(answer10 == [])
        let answer11 = window.admits(jid(2), bytes: half * 2, at: start)
        #expect(answer11)
    }

    @Test func `is tried again when there is room, each once and in order`() {
        var window = SendingWindow()
        _ = window.admits(jid(1), bytes: SendingWindow.bytes, at: start)
        for number: Int64 in [3, 2, 3, 4] { _ = window.admits(jid(number), bytes: 1, at: start) }
        let answer12 = window.acknowledged([jid(1), jid(4)])
        #expect(answer12 == [jid(3), jid(2)])
        let answer13 = window.acknowledged([jid(9)])
        #expect(answer13 == [])
    }

    @Test func `is tried again as far as there is room, the rest with the next acknowledgement`() {
        var window = SendingWindow()
        _ = window.admits(jid(1), bytes: half, at: start)
        _ = window.admits(jid(2), bytes: half, at: start)
        for number: Int64 in 3...7 { _ = window.admits(jid(number), bytes: half, at: start) }
        let first = window.acknowledged([jid(1), jid(4)])
        #expect(first == [jid(3)])
        _ = window.admits(jid(3), bytes: half, at: start)
        let second = window.acknowledged([jid(2), jid(3)])
        #expect(second == [jid(5), jid(6)])
        _ = window.admits(jid(5), bytes: half * 2, at: start)
        let none = window.acknowledged([jid(9)])
        #expect(none == [])
        let third = window.acknowledged([jid(5)])
        #expect(third == [jid(7)])
    }

    @Test func `holds back by a size alone, without counting it`() {
        var window = SendingWindow()
        let free = window.holdsBack(jid(1), bytes: half * 3, at: start)
        #expect(!free)
        _ = window.admits(jid(1), bytes: half + 1, at: start)
        let full = window.holdsBack(jid(2), bytes: half, at: start)
        #expect(full)
        #expect(window.isStuck(at: start + SendingWindow.patience))
        let small = window.admits(jid(3), bytes: half - 1, at: start)
        #expect(small)
        let next = window.acknowledged([jid(1)])
        #expect(next == [jid(2)])
    }

    @Test func `is stuck where it is full and nothing is acknowledged for five minutes`() {
        var window = SendingWindow()
        _ = window.admits(jid(1), bytes: SendingWindow.bytes, at: start)
        #expect(!window.isStuck(at: start + .seconds(3_600)), "nothing waits for it")
        _ = window.admits(jid(2), bytes: 1, at: start)
        _ = window.admits(jid(3), bytes: 1, at: start + .seconds(200))
        #expect(!window.isStuck(at: start + .seconds(299)))
        #expect(window.isStuck(at: start + .seconds(300)))
        _ = window.acknowledged([jid(9)])
        #expect(!window.isStuck(at: start + .seconds(300)))
    }

    @Test func `is nothing on a new connection`() {
        var window = SendingWindow()
        _ = window.admits(jid(1), bytes: SendingWindow.bytes, at: start)
        _ = window.admits(jid(2), bytes: 1, at: start)
        window.clear()
        #expect(!window.isStuck(at: start + .seconds(300)))
        let answer14 = window.admits(jid(2), bytes: SendingWindow.bytes, at: start)
        #expect(answer14)
    }
}
