import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Events of jobs` {
    private func heartbeat(_ jids: [JobID], from name: String) -> ReturnLink.Received {
        received(HeartbeatMessage(boot: "1", clock: at(0), jids: jids).packet, from: name)
    }

    @Test func `tell of its receipts, its returns and its end`() async throws {
        let bench = try await MasterBench(minions: 2)
        let jid = try await bench.publish(.list([id("a"), id("b")]))
        var ear = EventEar(bench)
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a")])
        bench.clock.set(1)
        await bench.returned(jid, from: "b", value: ["x": 1])
        await bench.returned(jid, from: "a")

        let text = Value.string(jid.description)
        let receipt = try await ear.next()
        #expect(receipt.tag == "salt/job/\(jid)/rcv/a")
        #expect(receipt.data == ["_stamp": .string(CivilTime(at(0)).isoText), "id": "a", "jid": text])
        let answer = try await ear.next()
        #expect(answer.tag == "salt/job/\(jid)/ret/b")
        #expect(
            answer.data == [
                "_stamp": .string(CivilTime(at(1)).isoText), "cmd": "_return", "fun": "test.ping", "fun_args": [],
                "id": "b", "jid": text, "retcode": 0, "return": ["x": 1], "success": true, "user": "root",
            ]
        )
        #expect(try await ear.next().tag == "salt/job/\(jid)/ret/a")
        let end = try await ear.next()
        #expect(end.tag == "salt/job/\(jid)/end")
        #expect(
            end.data == [
                "_stamp": .string(CivilTime(at(1)).isoText), "fun": "test.ping", "jid": text,
                "states": ["succeeded": 2], "user": "root",
            ]
        )
    }

    @Test func `tell what is published before it goes out, and to whom`() async throws {
        let bench = try await MasterBench(minions: 2)
        var ear = EventEar(bench, "salt/job/*")
        var request = request(.list([id("b"), id("x")]))
        request.calls = Calls(request.calls.all[0].function, CallArguments([1], keyword: ["k": 2]))
        request.metadata = ["ticket": "T1"]
        try await bench.coordinator.publish(request, for: peer(1))
        let (tag, data) = try await ear.next()
        let jid = try #require(data["jid"]?.stringValue)
        #expect(tag == "salt/job/\(jid)/new")
        #expect(
            data == [
                "_stamp": .string(CivilTime(at(0)).isoText), "arg": [1, ["__kwarg__": true, "k": 2]],
                "fun": "test.ping", "jid": .string(jid), "metadata": ["ticket": "T1"], "minions": ["b"],
                "missing": ["x"], "tgt": ["b", "x"], "tgt_type": "list", "user": "root",
            ]
        )
        let rest = bench.bus.all().map(\.kind)
        #expect(rest == [.publishAnswer, .command])
    }

    @Test func `tell of several functions and the arguments of each`() async throws {
        let bench = try await MasterBench(minions: 1)
        var ear = EventEar(bench, "salt/job/*")
        var request = request(.glob("*"))
        let echo = FunctionCall(FunctionName(module: "test", function: "echo"), CallArguments(["hi"]))
        request.calls = try #require(Calls(request.calls.all + [echo]))
        try await bench.coordinator.publish(request, for: peer(1))
        let new = try await ear.next().data
        #expect(new["fun"] == ["test.ping", "test.echo"] && new["arg"] == [[], ["hi"]])
        let jid = try #require(new["jid"]?.stringValue.flatMap { JobID($0) })
        let made = JobReturn(
            jid: jid,
            calls: request.calls,
            user: "root",
            value: ["test.ping": true, "test.echo": "hi"]
        )
        let packet = ReturnMessage(id: id("a"), made).packet
        await bench.coordinator.receive([received(packet, from: "a")])
        let returned = try await ear.next().data
        #expect(returned["fun"] == ["test.ping", "test.echo"] && returned["fun_args"] == [[], ["hi"]])
        #expect(returned["return"] == ["test.ping": true, "test.echo": "hi"] && returned["retcode"] == 0)
        #expect(try await ear.next().data["fun"] == ["test.ping", "test.echo"])
    }

    @Test func `tell of a receipt once, also where a heartbeat is what came, and of those who were asked alone`()
        async throws
    {
        let bench = try await MasterBench(minions: 3)
        let first = try await bench.publish(.list([id("a"), id("b")]))
        let second = try await bench.publish(.list([id("a")]))
        var ear = EventEar(bench)
        let receipt = ReceiptMessage(jids: [first, jid(99)]).packet
        await bench.coordinator.receive([
            received(receipt, from: "a"), received(receipt, from: "a"), received(receipt, from: "c"),
            heartbeat([first, second], from: "a"), heartbeat([first], from: "b"), heartbeat([first], from: "b"),
        ])
        #expect(
            try await ear.tagsSoFar() == [
                "salt/job/\(first)/rcv/a", "salt/job/\(second)/rcv/a", "salt/job/\(first)/rcv/b",
            ]
        )
    }

    @Test func `tell of a return and of the end once`() async throws {
        let bench = try await MasterBench(minions: 1)
        let jid = try await bench.publish()
        var ear = EventEar(bench)
        for _ in 0..<3 {
            await bench.returned(jid, from: "a")
            await bench.coordinator.finishCommitting()
        }
        await bench.returned(BrineMasterTests.jid(99), from: "a")
        await bench.coordinator.finishCommitting()
        #expect(try await ear.tagsSoFar() == ["salt/job/\(jid)/ret/a", "salt/job/\(jid)/end"])
    }

    @Test func `count each minion once, by what became of it at last`() async throws {
        let bench = try await MasterBench(minions: 3)
        let jid = try await bench.publish()
        var ear = EventEar(bench, "*/end")
        let receipt = ReceiptMessage(jids: [jid]).packet
        await bench.coordinator.receive([
            received(receipt, from: "a"), heartbeat([], from: "a"), heartbeat([], from: "a"),
            received(receipt, from: "b"), heartbeat([], from: "b"), heartbeat([], from: "b"),
        ])
        await bench.coordinator.finishCommitting()
        #expect(await bench.coordinator.tracker.jobs[jid]?.states == [.lost: 2])
        await bench.returned(jid, from: "b")
        await bench.coordinator.finishCommitting()
        bench.clock.set(61)
        await bench.coordinator.tick()
        #expect(try await ear.next().data["states"] == ["lost": 1, "succeeded": 1, "undelivered": 1])
    }

    @Test func `count also what was kept before a restart`() async throws {
        let bench = try await MasterBench(minions: 2)
        let jid = try await bench.publish()
        await bench.returned(jid, from: "a")
        await bench.coordinator.finishCommitting()
        let again = try await MasterBench(minions: 2, store: bench.store)
        var ear = EventEar(again, "*/end")
        await again.returned(jid, from: "b")
        #expect(try await ear.next().data["states"] == ["succeeded": 2])
    }

    @Test func `tell of a minion's own call under the master's jid`() async throws {
        let bench = try await MasterBench()
        var ear = EventEar(bench)
        let call = JobReturn(
            jid: jid(5),
            calls: Calls(FunctionName(module: "test", function: "ping")),
            user: "eva",
            value: true
        )
        let packet = ReturnMessage(id: id("b"), call, isOwnCall: true).packet
        for _ in 0..<2 { await bench.coordinator.receive([received(packet, from: "b")]) }
        let kept = try #require(await bench.store.jobs(JobQuery()).first)
        let (tag, data) = try await ear.next()
        #expect(tag == "salt/job/\(kept.jid)/ret/b")
        #expect(data["jid"] == .string(kept.jid.description) && data["user"] == "eva")
        #expect(try await ear.tagsSoFar() == [])
    }

    @Test func `are none of the master's own questions`() async throws {
        let bench = try await MasterBench()
        var ear = EventEar(bench)
        let running = FunctionName(module: "saltutil", function: "running")
        async let answers = bench.coordinator.ask(running, CallArguments(), of: [minion(1)], for: .seconds(3_600))
        let jid = try CommandMessage(packet: await bench.bus.next().packet).command.jid
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "a")])
        await bench.returned(jid, from: "a")
        #expect(await answers.count == 1)
        #expect(try await ear.tagsSoFar() == [])
    }
}
