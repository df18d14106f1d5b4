import BrineCore
import BrineWire
import Testing

@testable import BrineMinion

@Suite struct `Names of own calls and events` {
    @Test func `are jids of years that no master gives`() throws {
        let moment = try #require(JobID("20261122144346964916")).timestamp
        let name = JobID(at: LocalName.moment(for: moment))
        #expect(name.description.hasPrefix("6026"))
        #expect(LocalName.isOne(name))
        #expect(JobID(name.description) == name)
    }

    @Test func `are no job's`() throws {
        for text in ["19700101000000000000", "20261122144346964916", "50001231235959999999"] {
            #expect(!LocalName.isOne(try #require(JobID(text))))
        }
    }

    @Test func `are not in a heartbeat`() {
        let start = ContinuousClock.now
        var machine = MinionMachine(id: id("web"), seed: 1, at: start)
        machine.adopt(jid(1))
        _ = machine.tick(at: start)
        _ = machine.answered(.accepted(number(7), publishPort: 1, returnPort: 2), at: start)
        let event = JobID(at: LocalName.moment(for: jid(2).timestamp))
        _ = machine.ended(event, at: start)
        let welcome = WelcomeMessage(after: .first, clock: jid(1).timestamp, heartbeatInterval: .seconds(15))
        let actions = machine.welcomed(welcome, at: start)
        #expect(actions.contains(.sendHeartbeat([jid(1)])))
        #expect(actions.contains(.sendReturn(event)))
    }

    private func number(_ raw: UInt64) -> MinionNumber {
        guard let number = MinionNumber(raw) else { preconditionFailure("\(raw) is no minion's number") }
        return number
    }
}
