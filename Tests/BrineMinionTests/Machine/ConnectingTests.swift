import BrineCore
import BrineWire
import Testing

@testable import BrineMinion

@Suite struct `Finding the master` {
    @Test func `asks at once, then as often as it is told to`() {
        var machine = MinionMachine.fresh()
        #expect(machine.nextDeadline == at(0))
        #expect(machine.tick(at: at(0)) == [.ask])
        #expect(machine.tick(at: at(9.999)) == [])
        #expect(machine.tick(at: at(10)) == [.ask])
        #expect(machine.nextDeadline == at(20))
    }

    @Test(arguments: [.unaccepted, .rejected, .denied, .full] as [EnrolmentAnswer.Decision])
    func `says once that it waits, and goes on asking`(decision: EnrolmentAnswer.Decision) {
        var machine = MinionMachine.fresh()
        _ = machine.tick(at: at(0))
        #expect(machine.answered(decision, at: at(1)) == [.tell(.waiting(decision))])
        #expect(machine.tick(at: at(10.999)) == [])
        #expect(machine.tick(at: at(11)) == [.ask])
        #expect(machine.answered(decision, at: at(12)) == [])
        #expect(machine.tick(at: at(22)) == [.ask])
    }

    @Test func `says when it waits for another reason`() {
        var machine = MinionMachine.fresh()
        #expect(machine.answered(.unaccepted, at: at(0)) == [.tell(.waiting(.unaccepted))])
        #expect(machine.answered(.rejected, at: at(1)) == [.tell(.waiting(.rejected))])
        #expect(machine.answered(.unaccepted, at: at(2)) == [.tell(.waiting(.unaccepted))])
    }

    @Test func `connects when it is accepted`() {
        var machine = MinionMachine.fresh()
        #expect(machine.answered(accepted, at: at(0)) == opening)
        #expect(machine.answered(accepted, at: at(1)) == [])
        #expect(machine.answered(.denied, at: at(1)) == [])
        #expect(machine.nextDeadline == at(60))
    }

    @Test func `asks anew where no welcome comes`() {
        var machine = MinionMachine.connecting()
        #expect(machine.tick(at: at(59.999)) == [])
        #expect(machine.tick(at: at(60)) == [.closeBus, .tell(.disconnected("no welcome from the master"))])
        #expect(machine.nextDeadline >= at(61))
        #expect(machine.nextDeadline <= at(62))
        #expect(machine.next().actions == [.ask])
    }

    @Test func `after a disconnect asks within the interval, no two minions at one moment`() {
        var moments: Set<MinionMachine.Instant> = []
        for seed: UInt64 in 0..<200 {
            var machine = seed % 2 == 0 ? MinionMachine.connecting(seed: seed) : .subscribed(seed: seed)
            #expect(machine.disconnected("gone", at: at(5)) == [.closeBus, .tell(.disconnected("gone"))])
            #expect((at(6)...at(7)).contains(machine.nextDeadline))
            moments.insert(machine.nextDeadline)
            #expect(machine.disconnected("again", at: at(5)) == [])
            #expect(machine.next().actions == [.ask])
            #expect(machine.answered(accepted, at: at(8)) == opening)
        }
        #expect(moments.count > 190)
    }

    @Test func `told that the master is busy it asks again no sooner than it is to, and not all at one moment`() {
        var moments: Set<MinionMachine.Instant> = []
        for seed: UInt64 in 0..<200 {
            var machine = MinionMachine.fresh(seed: seed)
            _ = machine.tick(at: at(0))
            let actions = machine.answered(.busy(.seconds(8)), at: at(1))
            #expect((at(9)...at(11)).contains(machine.nextDeadline))
            #expect(actions == [.tell(.busy(at(1).duration(to: machine.nextDeadline)))])
            moments.insert(machine.nextDeadline)
            #expect(machine.next().actions == [.ask])
            #expect(machine.answered(accepted, at: at(12)) == opening)
        }
        #expect(moments.count > 190)
    }

    @Test func `that the master was busy is no refusal`() {
        var machine = MinionMachine(
            id: id("web"),
            policy: MinionMachine.Policy(acceptanceWaitMax: .seconds(40)),
            seed: 1,
            at: at(0)
        )
        for _ in 0..<3 { _ = machine.answered(.unaccepted, at: at(0)) }
        #expect(machine.nextDeadline == at(30))
        _ = machine.answered(.busy(.seconds(1)), at: at(30))
        #expect(machine.answered(.unaccepted, at: at(32)) == [.tell(.waiting(.unaccepted))])
        #expect(machine.nextDeadline == at(42))
    }

    /// After how many seconds a minion asks again that was refused while it connected, time after time.
    private func pauses(_ count: Int, of machine: inout MinionMachine, from start: Double = 0) -> [Double] {
        var second = start
        return (0..<count)
            .map { _ in
                _ = machine.disconnected("refused", at: at(second))
                let (next, _) = machine.next()
                defer { second = next }
                _ = machine.answered(accepted, at: at(next))
                return next - second
            }
    }

    @Test func `where connecting comes to nothing again and again it asks less and less often`() {
        for seed: UInt64 in 0..<50 {
            var machine = MinionMachine.connecting(seed: seed)
            let bounds: [Double] = [2, 4, 8, 16, 32, 60, 60, 60]
            let pauses = pauses(bounds.count, of: &machine)
            for (pause, bound) in zip(pauses, bounds) { #expect((bound / 2...bound).contains(pause)) }
        }
    }

    @Test func `a welcome makes an end of that`() {
        var machine = MinionMachine.connecting()
        _ = pauses(6, of: &machine)
        _ = machine.welcome(at: 200)
        for pause in pauses(2, of: &machine, from: 200) { #expect((1...2).contains(pause)) }
    }

    @Test func `a disconnect while it asks changes nothing`() {
        var machine = MinionMachine.fresh()
        _ = machine.tick(at: at(0))
        #expect(machine.disconnected("gone", at: at(1)) == [])
        #expect(machine.nextDeadline == at(10))
    }

    @Test func `a welcome that nobody waits for counts for nothing`() {
        var machine = MinionMachine.fresh()
        #expect(machine.welcome(at: 0) == [])
        #expect(machine.nextDeadline == at(0))
    }

    @Test func `with the welcome tells all it has and sends each return that waits`() {
        var machine = MinionMachine.fresh()
        for number: Int64 in [5, 3] { machine.adopt(jid(number)) }
        for number: Int64 in [4, 2] { #expect(machine.ended(jid(number), at: at(0)) == []) }
        _ = machine.answered(accepted, at: at(0))
        #expect(
            machine.welcome(at: 1) == [
                .tell(.connected), .sendHeartbeat([jid(2), jid(3), jid(4), jid(5)]), .sendReturn(jid(2)),
                .sendReturn(jid(4)),
            ]
        )
    }

    @Test func `sends the second heartbeat soon, the others in their interval`() {
        for seed: UInt64 in 0..<50 {
            var machine = MinionMachine.subscribed(seed: seed)
            #expect(machine.nextDeadline == at(2))
            #expect(machine.tick(at: at(1.999)) == [])
            #expect(machine.tick(at: at(2)) == [.sendHeartbeat([])])
            var last = 2.0
            for _ in 0..<5 {
                let (second, actions) = machine.next()
                #expect((last + 7.5...last + 15).contains(second))
                #expect(actions == [.sendHeartbeat([])])
                last = second
            }
        }
    }

    @Test func `the second heartbeat is not later than a short interval`() {
        var machine = MinionMachine.connecting()
        _ = machine.welcomed(
            WelcomeMessage(after: jid(0), clock: masterClock, heartbeatInterval: .milliseconds(100)),
            at: at(0)
        )
        #expect(machine.nextDeadline == at(0.1))
    }
}
