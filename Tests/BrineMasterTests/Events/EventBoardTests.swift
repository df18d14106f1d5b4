import BrineCore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

/// A board and what it has sent.
private struct BoardBench {
    var board = EventBoard()
    var sent: [(peer: RouterLink.Peer, news: EventNews)] = []
    var hasRoom = true
    private var tag: UInt64 = 0

    /// A listener asks for its next message.
    @discardableResult
    mutating func ask(_ number: UInt8, _ match: String = "*", at second: Double = 0) -> Bool {
        tag += 1
        let request = EventRequest(tag: tag, match: match)
        return act { $0.ask(request, by: peer(number), at: at(second), $1) }
    }

    /// An event of some bytes happens.
    mutating func announce(_ tag: String, bytes: Int = 0, at second: Double = 0) {
        let event = entry(tag, bytes: bytes)
        act { $0.announce(event, at: at(second), $1) }
    }

    mutating func tick(at second: Double) {
        act { $0.tick(at: at(second), $1) }
    }

    /// What was sent since the last look.
    mutating func take() -> [EventNews] {
        defer { sent = [] }
        return sent.map(\.news)
    }

    private mutating func act<Result>(_ body: (inout EventBoard, EventBoard.Send) -> Result) -> Result {
        var new: [(RouterLink.Peer, EventNews)] = []
        let hasRoom = hasRoom
        let result = body(&board) { peer, news in
            if hasRoom { new.append((peer, news)) }
            return hasRoom
        }
        sent += new
        return result
    }
}

/// An event as it travels.
private func entry(_ text: String, bytes: Int = 0) -> EventNews.Entry {
    let data = Value.binary(Array(repeating: 0, count: bytes))
    return EventNews.Entry(Event(tag: tag(text), data: ["x": data], stamp: at(0)))
}

@Suite struct `The board of events` {
    @Test func `keeps nothing while nobody listens`() {
        var bench = BoardBench()
        #expect(!bench.board.isHeard)
        bench.announce("a")
        #expect(bench.board.count == 0)
        bench.ask(1)
        #expect(bench.board.isHeard)
        #expect(bench.take() == [EventNews(tag: 1, events: [], begins: true)])
        bench.ask(1)
        #expect(bench.take() == [])
    }

    @Test func `answers each question once, at once or when something happens`() {
        var bench = BoardBench()
        bench.ask(1)
        bench.ask(1)
        _ = bench.take()
        bench.announce("a")
        #expect(bench.take() == [EventNews(tag: 2, events: [entry("a")])])
        bench.announce("b")
        bench.announce("c")
        #expect(bench.take() == [])
        #expect(bench.board.count == 2)
        bench.ask(1)
        #expect(bench.take() == [EventNews(tag: 3, events: [entry("b"), entry("c")])])
        #expect(bench.board.count == 0)
    }

    @Test func `tells each listener what fits its pattern, and keeps nothing for it otherwise`() {
        var bench = BoardBench()
        for _ in 0..<2 {
            bench.ask(1, "salt/*")
            bench.ask(2, "my/?")
        }
        _ = bench.take()
        #expect(bench.board.hears(tag("salt/auth")) && bench.board.hears(tag("my/x")))
        #expect(!bench.board.hears(tag("other")))
        bench.announce("my/x")
        bench.announce("other")
        bench.announce("salt/x")
        let told = bench.sent.map { ($0.peer, $0.news.events.map(\.tag)) }
        #expect(told.map(\.0) == [peer(2), peer(1)])
        #expect(told.map(\.1) == [["my/x"], ["salt/x"]])
    }

    @Test func `asking twice is one question`() {
        var bench = BoardBench()
        for _ in 0..<5 { bench.ask(1) }
        _ = bench.take()
        for tag in ["a", "b", "c"] { bench.announce(tag) }
        #expect(bench.take() == [EventNews(tag: 5, events: [entry("a")])])
    }

    @Test func `a slow reader loses the oldest, and is told how many`() {
        var bench = BoardBench()
        bench.ask(1, "a/*")
        _ = bench.take()
        for number in 0..<EventBoard.limit + 8 { bench.announce(number.isMultiple(of: 4) ? "a/\(number)" : "b") }
        #expect(bench.board.count == EventBoard.limit)
        bench.ask(1, "a/*")
        let news = bench.take()
        #expect(news.map(\.missed) == [2])
        #expect(news.first?.events.first?.tag == "a/8")
        #expect(news.first?.events.count == EventBoard.limit / 4)
        bench.ask(1, "a/*")
        bench.announce("a/x")
        #expect(bench.take() == [EventNews(tag: 3, events: [entry("a/x")])])
    }

    @Test func `a slow reader holds up no other, and costs no more than the bound`() {
        var bench = BoardBench()
        bench.ask(1)
        bench.ask(2)
        _ = bench.take()
        let size = 1_024 * 1_024
        for number in 0..<100 {
            bench.ask(2)
            bench.announce("\(number)", bytes: size)
            #expect(bench.take().flatMap(\.events).map(\.tag) == ["\(number)"])
            #expect(bench.board.count * size <= EventBoard.byteLimit)
        }
        #expect(bench.board.count > 50)
        bench.ask(1)
        let missed = bench.take().map(\.missed)
        #expect(missed == [UInt64(100 - bench.board.count - 1)] || missed == [UInt64(100 - bench.board.count)])
    }

    @Test func `a message has a bound, and the rest comes in the next`() {
        var bench = BoardBench()
        bench.ask(1)
        _ = bench.take()
        for number in 0..<5 { bench.announce("\(number)", bytes: EventBoard.newsBytes / 2) }
        var told: [[String]] = []
        for _ in 0..<3 {
            bench.ask(1)
            told += bench.take().map { $0.events.map(\.tag) }
        }
        #expect(told == [["0", "1"], ["2", "3"], ["4"]])
    }

    @Test func `what had no room is sent later, in order`() {
        var bench = BoardBench()
        bench.ask(1)
        bench.ask(1)
        _ = bench.take()
        bench.hasRoom = false
        bench.announce("a")
        bench.announce("b")
        #expect(bench.take() == [])
        bench.hasRoom = true
        bench.tick(at: 1)
        #expect(bench.take() == [EventNews(tag: 2, events: [entry("a"), entry("b")])])
        #expect(bench.board.count == 0)
    }

    @Test func `who has heard nothing for long is sent a sign of life`() {
        var bench = BoardBench()
        bench.ask(1)
        _ = bench.take()
        bench.tick(at: 29)
        #expect(bench.take() == [])
        bench.tick(at: 30)
        #expect(bench.take() == [EventNews(tag: 1, events: [])])
        bench.tick(at: 59)
        #expect(bench.take() == [])
        bench.tick(at: 60)
        #expect(bench.take() == [EventNews(tag: 1, events: [])])
    }

    @Test func `who is gone keeps nothing`() {
        var bench = BoardBench()
        bench.ask(1)
        bench.announce("a")
        #expect(bench.board.count == 1)
        bench.board.forget(peer(2))
        #expect(bench.board.count == 1)
        bench.board.forget(peer(1))
        #expect(bench.board.count == 0)
        #expect(!bench.board.isHeard)
    }

    @Test func `another pattern begins anew`() {
        var bench = BoardBench()
        bench.ask(1, "a")
        bench.announce("a")
        bench.announce("b")
        bench.ask(1, "b")
        #expect(bench.take().last == EventNews(tag: 2, events: [], begins: true))
        #expect(bench.board.count == 0)
        bench.announce("b")
        bench.ask(1, "b")
        #expect(bench.take() == [EventNews(tag: 3, events: [entry("b")])])
    }

    @Test func `too many do not listen`() {
        var bench = BoardBench()
        for number in 0..<EventBoard.listenerLimit { #expect(bench.ask(UInt8(number)) == true) }
        #expect(bench.ask(200) == false)
        #expect(bench.ask(0) == true)
        bench.board.forget(peer(1))
        #expect(bench.ask(200) == true)
    }
}
