import BrineCore
import BrineTransport
import Testing

@testable import BrineMaster

@Suite struct `Who watches what` {
    @Test func `a peer watches a job until it, the job or both are gone`() {
        var watchers = Watchers()
        for job: Int64 in [1, 2] { for number: UInt8 in [1, 2] { watchers.add(peer(number), to: jid(job)) } }
        watchers.add(peer(1), to: jid(1))
        #expect(watchers.peers(of: jid(1)) == [peer(1), peer(2)])

        watchers.remove(peer(1), from: jid(1))
        #expect(watchers.peers(of: jid(1)) == [peer(2)])
        #expect(watchers.peers(of: jid(2)) == [peer(1), peer(2)])

        watchers.remove(peer(2))
        #expect(!watchers.isWatched(jid(1)))
        #expect(watchers.peers(of: jid(2)) == [peer(1)])

        watchers.remove(jid(2))
        #expect(!watchers.isWatched(jid(2)))
    }

    @Test func `what was never there can be removed`() {
        var watchers = Watchers()
        watchers.remove(peer(1))
        watchers.remove(jid(1))
        watchers.remove(peer(1), from: jid(1))
        #expect(watchers.peers(of: jid(1)) == [])
    }

    @Test func `beyond the limit the oldest job is forgotten`() {
        var watchers = Watchers()
        let limit = Int64(Watchers.limit)
        for job in (1...limit + 2).reversed() { watchers.add(peer(1), to: jid(job)) }
        #expect(!watchers.isWatched(jid(1)))
        #expect(!watchers.isWatched(jid(2)))
        #expect((3...limit + 2).allSatisfy { watchers.isWatched(jid($0)) })
    }
}
