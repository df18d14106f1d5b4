import BrineCore
import BrineWire
import Testing

@testable import BrineMinion

@Suite struct `The longest heartbeat` {
    @Test func `is read by the master, with all bounds full and thousands of jobs that run`() throws {
        let running = 24_000
        let returned = OutboxBound.returnsOnDisk + OutboxBound.inMemory.returns
        let held = returned + JobQueue.longest + running
        var machine = MinionMachine.connecting()
        for number in 1...returned { _ = machine.ended(jid(Int64(number)), at: at(0)) }
        for number in returned + 1...held { machine.adopt(jid(Int64(number))) }
        let heartbeats = machine.welcome(at: 1)
            .compactMap { action in
                if case .sendHeartbeat(let jids) = action { jids } else { nil }
            }
        let jids = try #require(heartbeats.first)
        #expect(jids.count == held)
        let boot = String(UInt64.max, radix: 16)
        let message = HeartbeatMessage(boot: boot, clock: jid(0).timestamp, after: jid(0), jids: jids)
        #expect(message.packet.count <= HeartbeatMessage.longestPacket)
        #expect(try HeartbeatMessage(packet: message.packet) == message)
    }
}
