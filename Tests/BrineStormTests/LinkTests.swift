import Glibc
import Testing

@testable import BrineStorm

@Suite struct `A link of a storm` {
    /// A link between two pairs of sockets, with the far ends of both.
    private func makeLink() -> (link: Link, minion: Int32, master: Int32) {
        var near: [Int32] = [0, 0]
        var far: [Int32] = [0, 0]
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &near)
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &far)
        return (Link(minion: near[1], master: far[1]), near[0], far[0])
    }

    /// Outside the macro, which takes no change of what it looks at.
    private func move(_ link: inout Link, _ weather: LinkWeather) -> Bool { link.move(weather) }

    private func send(_ text: String, to descriptor: Int32) {
        _ = write(descriptor, text, text.utf8.count)
    }

    private func received(at descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    @Test func `carries both ways`() {
        var (link, minion, master) = makeLink()
        send("up", to: minion)
        send("down", to: master)
        #expect(move(&link, .clear))
        #expect(received(at: master) == "up")
        #expect(received(at: minion) == "down")
        link.end(reset: true)
    }

    @Test func `that is stalled one way carries the other, and later all`() {
        var (link, minion, master) = makeLink()
        send("up", to: minion)
        send("down", to: master)
        #expect(move(&link, .stalled(up: true, down: false)))
        #expect(received(at: master).isEmpty)
        #expect(received(at: minion) == "down")
        #expect(link.interest(.stalled(up: true, down: true)) == (0, 0))
        #expect(move(&link, .clear))
        #expect(received(at: master) == "up")
        link.end(reset: true)
    }

    @Test func `ends when what was on the way has arrived`() {
        var (link, minion, master) = makeLink()
        send("last", to: minion)
        close(minion)
        while link.move(.clear) {}
        #expect(received(at: master) == "last")
        link.end(reset: false)
        #expect(received(at: master).isEmpty)
    }

    @Test func `stops reading when nobody takes what it has`() {
        var (link, minion, _) = makeLink()
        let block = [UInt8](repeating: 7, count: 65_536)
        var sent = 0
        for _ in 0..<1_000 {
            sent += max(Glibc.send(minion, block, block.count, Int32(MSG_DONTWAIT)), 0)
            #expect(move(&link, .clear))
        }
        #expect(sent < 10 * 1_024 * 1_024)
        #expect(link.interest(.clear).minion == 0)
        link.end(reset: true)
    }
}
