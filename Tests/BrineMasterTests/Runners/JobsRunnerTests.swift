import BrineCore
import BrineTransport
import BrineWire
import Logging
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `The jobs runner` {
    private func run(
        _ bench: MasterBench,
        _ name: String,
        _ arguments: CallArguments = CallArguments()
    ) async throws
        -> Value
    {
        let context = RunnerContext(
            coordinator: bench.coordinator,
            store: bench.store,
            roster: bench.roster,
            gatherJobTimeout: .seconds(3_600),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let result = await RunnerCatalogue.standard.run(try #require(FunctionName(name)), arguments, context)
        #expect(result.success)
        return result.value
    }

    @Test func `looks up what a job's minions returned, by name`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        for name in ["c", "a"] { await bench.returned(jid, from: name, value: .string("of \(name)")) }
        await bench.coordinator.finishCommitting()
        let text = Value.string(jid.description)
        #expect(try await run(bench, "jobs.lookup_jid", CallArguments([text])) == ["a": "of a", "c": "of c"])
        #expect(
            try await run(bench, "jobs.lookup_jid", CallArguments([text], keyword: ["missing": true])) == [
                "a": "of a", "b": "Minion did not return", "c": "of c",
            ]
        )
    }

    @Test(arguments: ["20261118110640000001", "../../etc/passwd", "", "*"])
    func `looks up nothing under what is no kept job`(text: String) async throws {
        let bench = try await MasterBench()
        #expect(try await run(bench, "jobs.lookup_jid", CallArguments([.string(text)])) == [:])
    }

    @Test func `lists the jobs, the newest first`() async throws {
        let bench = try await MasterBench()
        let jids = [try await bench.publish(), try await bench.publish()]
        let list = try #require(try await run(bench, "jobs.list_jobs").mapValue)
        #expect(list.keys == jids.reversed().map { .string($0.description) })
    }

    @Test func `tells what runs where, from what minions say and what is known`() async throws {
        let bench = try await MasterBench(minions: 4)
        let jid = try await bench.publish()
        await bench.connect("a", "b")
        await bench.returned(jid, from: "b")
        await bench.coordinator.receive([
            received(ReceiptMessage(jids: [jid]).packet, from: "a"),
            received(ReceiptMessage(jids: [jid]).packet, from: "c"),
        ])
        await bench.coordinator.note([.unsubscribed(minion(3))])
        await bench.coordinator.finishCommitting()
        _ = bench.bus.all()

        async let active = run(bench, "jobs.active")
        let question = await bench.bus.next()
        let asked = try CommandMessage(packet: question.packet).command
        #expect(asked.calls.description == "saltutil.running")
        await bench.returned(asked.jid, from: "a", value: [["jid": .string(jid.description), "pid": 42]])
        await bench.returned(asked.jid, from: "b", value: [])
        let row = try #require(try await active[jid.description])
        #expect(row["Function"] == "test.ping")
        #expect(row["Running"] == [["a": 42]])
        #expect(row["Returned"] == ["b"])
        #expect(row["Unreachable"] == ["c"])
        #expect(row["Pending"] == ["d"])
    }

    @Test func `believes nothing strange of what minions say`() async throws {
        let bench = try await MasterBench(minions: 1)
        await bench.connect("a")
        async let active = run(bench, "jobs.active")
        let asked = try CommandMessage(packet: await bench.bus.next().packet).command
        await bench.returned(asked.jid, from: "a", value: [7, ["jid": 7], ["jid": "x"], [:], nil])
        #expect(try await active == [:])
    }
}
