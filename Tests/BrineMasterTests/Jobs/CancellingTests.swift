import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Cancelling a job` {
    /// A job that `a` runs, `b` has not confirmed, `c` has returned and `d`, which is away, was never given.
    private func bench() async throws -> (MasterBench, JobID) {
        let bench = try await MasterBench(minions: 4)
        await bench.connect("a", "b", "c")
        let jid = try await bench.publish()
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a")])
        await bench.returned(jid, from: "c")
        _ = try await bench.acknowledged()
        return (bench, jid)
    }

    /// The next question to a minion, as the command that it is.
    private func question(_ bench: MasterBench) async throws -> (MinionNumber, Command) {
        guard case .sent(let minion, let packet) = await bench.bus.next() else { throw NotThat() }
        return (minion, try CommandMessage(packet: packet).command)
    }

    private func states(_ bench: MasterBench, _ jid: JobID) async -> [MinionNumber: JobState] {
        let outcomes = await bench.store.job(jid)?.outcomes ?? []
        return Dictionary(uniqueKeysWithValues: outcomes.map { ($0.minion, $0.state) })
    }

    @Test func `keeps what was not delivered as cancelled, and ends it where it runs`() async throws {
        let (bench, jid) = try await bench()
        async let done = bench.run("jobs.cancel", .string(jid.description))
        let (first, asked) = try await question(bench)
        let (second, _) = try await question(bench)
        #expect(Set([first, second]) == [minion(1), minion(2)])
        #expect(asked.calls.description == "saltutil.term_job")
        #expect(asked.calls.argumentValue == [.string(jid.description)])
        #expect(asked.user == "eva")
        await bench.returned(asked.jid, from: "a", value: .string("Signal 15 sent to job \(jid) at pid 7"))
        await bench.returned(asked.jid, from: "b", value: "")
        #expect(
            try await done == [
                "a": .string("Signal 15 sent to job \(jid) at pid 7"),
                "b": "Cancelled before it was delivered",
                "c": "It has ended there already",
                "d": "Cancelled before it was delivered",
            ]
        )
        #expect(await states(bench, jid) == [minion(2): .cancelled, minion(3): .succeeded, minion(4): .cancelled])
        let row = try await bench.run("jobs.list_job", .string(jid.description))
        #expect(row["State"] == ["a": "running", "b": "cancelled", "c": "succeeded", "d": "cancelled"])
    }

    @Test func `is followed by no delivery, whatever comes`() async throws {
        let (bench, jid) = try await bench()
        async let done = bench.coordinator.cancel(jid, for: "eva", within: .seconds(3_600))
        let (_, asked) = try await question(bench)
        for name in ["a", "b"] { await bench.returned(asked.jid, from: name, value: "") }
        _ = await done
        _ = bench.bus.all()
        await bench.connect("d")
        bench.clock.set(30)
        await bench.coordinator.tick()
        bench.clock.set(59)
        await bench.coordinator.tick()
        let sent = bench.bus.all().compactMap { try? CommandMessage(packet: $0.packet).command.jid }
        #expect(!sent.contains(jid))
    }

    @Test func `keeps the job from going out while it is still on its way to the disk`() async throws {
        let (bench, jid) = try await bench()
        await bench.store.hold()
        async let done = bench.coordinator.cancel(jid, for: "eva", within: .seconds(3_600))
        let (_, asked) = try await question(bench)
        for name in ["a", "b"] { await bench.returned(asked.jid, from: name, value: "") }
        await bench.coordinator.note([.subscribed(id("d"), minion(4))])
        bench.clock.set(30)
        await bench.coordinator.tick()
        let sent = bench.bus.all().compactMap { try? CommandMessage(packet: $0.packet).command.jid }
        #expect(!sent.contains(jid))
        await bench.store.release()
        #expect(await done.count == 3)
        #expect(await states(bench, jid)[minion(4)] == .cancelled)
    }

    @Test func `is overtaken by the return of a minion that had it all the same`() async throws {
        let (bench, jid) = try await bench()
        async let done = bench.coordinator.cancel(jid, for: "eva", within: .seconds(3_600))
        let (_, asked) = try await question(bench)
        await bench.returned(asked.jid, from: "a", value: "")
        await bench.returned(asked.jid, from: "b", value: .string("Signal 15 sent to job \(jid) at pid 8"))
        let texts = await done.mapValues(\.text)
        #expect(texts[minion(2)] == "Signal 15 sent to job \(jid) at pid 8")
        #expect(texts[minion(1)] == "It has ended there already")
        await bench.returned(jid, from: "b")
        await bench.coordinator.finishCommitting()
        #expect(await states(bench, jid)[minion(2)] == .succeeded)
    }

    @Test func `says so where a minion does not answer`() async throws {
        let (bench, jid) = try await bench()
        let done = await bench.coordinator.cancel(jid, for: "eva", within: .milliseconds(1))
        #expect(
            done.mapValues(\.text) == [
                minion(1): "The minion did not answer; the job may go on there",
                minion(2): "Cancelled; the minion did not answer whether it has it",
                minion(4): "Cancelled before it was delivered",
            ]
        )
    }

    @Test func `leaves a minion that is away and has the job alone`() async throws {
        let (bench, jid) = try await bench()
        await bench.coordinator.note([.unsubscribed(minion(1)), .unsubscribed(minion(2))])
        let done = await bench.coordinator.cancel(jid, for: "eva", within: .seconds(3_600))
        #expect(done[minion(1)]?.text == "The minion is away; the job goes on there")
        #expect(await states(bench, jid)[minion(1)] == nil)
    }

    @Test func `counts as done for what is delivered anew since a restart, and keeps it from going out`() async throws {
        let store = GatedStore()
        let before = try await MasterBench(minions: 1, store: store)
        let jid = try await before.publish()
        let bench = try await MasterBench(minions: 1, store: store)
        #expect(await bench.coordinator.states(of: jid) == [minion(1): .pending])
        let done = await bench.coordinator.cancel(jid, for: "eva", within: .seconds(3_600))
        #expect(done[minion(1)]?.text == "Cancelled before it was delivered")
        #expect(await states(bench, jid) == [minion(1): .cancelled])
    }

    @Test func `says so where the store cannot be written, and is kept when it can`() async throws {
        let bench = try await MasterBench(minions: 1)
        let jid = try await bench.publish()
        await bench.store.setFailing(true)
        let done = await bench.coordinator.cancel(jid, for: "eva", within: .seconds(3_600))
        #expect(done[minion(1)]?.text == "To be cancelled: the master cannot write to its job store now")
        await bench.store.setFailing(false)
        await bench.coordinator.finishCommitting()
        #expect(await states(bench, jid) == [minion(1): .cancelled])
    }

    @Test func `says so where a job has ended, and refuses what is none`() async throws {
        let (bench, _) = try await bench()
        let ended = try await bench.publish(.list([id("a")]))
        await bench.returned(ended, from: "a")
        _ = try await bench.acknowledged()
        #expect(try await bench.run("jobs.cancel", .string(ended.description)) == ["a": "It has ended there already"])
        #expect(
            try await bench.refusal("jobs.cancel", "20200101000000000000") == "There is no job 20200101000000000000."
        )
        #expect(try await bench.refusal("jobs.cancel", "bogus").contains("jid must be a jid of twenty digits"))
    }
}
