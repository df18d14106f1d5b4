import BrineCore
import Testing

@testable import BrineTransport

@Suite(.serialized, .timeLimit(.minutes(5))) struct `The links of a swarm` {
    private let folder: KeyFolder
    private let bench: BusBench

    init() throws {
        folder = try KeyFolder()
        bench = try BusBench(folder)
    }

    /// Five minions on one link of a thread of their own; what they hear goes to a log.
    private func swarm(_ log: EventLog<SwarmLink.Event>, _ stop: Mailbox<Never>) throws -> BusThread {
        let (publish, returns, master) = (bench.publishEndpoint, bench.returnEndpoint, bench.master.publicKey)
        let keys = try [1, 2, 3, 4, 5].map { (number: Int) in try bench.keys(of: "web\(number)", number: number) }
        return try BusThread("test-swarm") { ready in
            let link = try SwarmLink(5, stop: stop)
            for (index, keys) in keys.enumerated() {
                guard let number = MinionNumber(index + 1) else { continue }
                try link.open(index, publish: publish, returns: returns, number: number, keys: keys, master: master)
            }
            ready()
            var unsent = Set(0..<5)
            while !stop.isClosed {
                log.append(try link.wait(.milliseconds(unsent.isEmpty ? 60_000 : 5)))
                for minion in unsent where try link.push(minion, [UInt8(minion)]) { unsent.remove(minion) }
            }
        }
    }

    @Test func `hear what is for each, push under its name, and tell that the master is gone`() async throws {
        let (log, stop) = (EventLog<SwarmLink.Event>(), try Mailbox<Never>(limit: 0))
        let thread = try swarm(log, stop)
        for number in 1...5 {
            try await bench.publishEvents.wait(
                for: .subscribed(try minion("web\(number)"), try #require(MinionNumber(number)))
            )
        }
        bench.publish.send([9], to: [try #require(MinionNumber(3))])
        bench.publish.broadcast([8])
        for index in 0..<5 {
            try await log.wait(for: SwarmLink.Event(minion: index, what: .published([8], onOwnTopic: false)))
            try await bench.received.wait(
                for: ReturnLink.Received(sender: try minion("web\(index + 1)"), packet: [UInt8(index)])
            )
        }
        #expect(log.items.filter { $0.what == .published([9], onOwnTopic: true) }.map(\.minion) == [2])
        stop.close()
        thread.join()
        bench.stop()
    }

    @Test func `a refused key is not connected, and pushes nothing`() async throws {
        let stranger = try bench.keys(of: "stranger")
        let (publish, returns, master) = (bench.publishEndpoint, bench.returnEndpoint, bench.master.publicKey)
        let stop = try Mailbox<Never>(limit: 0)
        let pushed = EventLog<Bool>()
        let thread = try BusThread("test-swarm") { ready in
            let link = try SwarmLink(1, stop: stop)
            guard let number = MinionNumber(1) else { return }
            try link.open(0, publish: publish, returns: returns, number: number, keys: stranger, master: master)
            ready()
            while !stop.isClosed {
                _ = try link.wait(.milliseconds(5))
                pushed.append([try link.push(0, [1])])
            }
        }
        try await bench.refusals.wait { !$0.isEmpty }
        stop.close()
        thread.join()
        #expect(!pushed.items.contains(true))
        bench.stop()
    }
}
