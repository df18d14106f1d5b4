import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster
@testable import BrineTransport

@Suite(.timeLimit(.minutes(5))) struct `Whom a job is for` {
    private func told(_ name: String, _ grains: ValueMap) -> ReturnLink.Received {
        received(GrainsMessage(grains: grains).packet, from: name)
    }

    private func bench() async throws -> MasterBench {
        let bench = try await MasterBench()
        await bench.connect("a", "b", "c")
        await bench.coordinator.receive([
            told("a", ["os": "Debian", "ipv4": ["10.1.0.1"]]), told("b", ["os": "Arch", "ipv4": ["10.2.0.1"]]),
        ])
        await bench.coordinator.finishTakingGrains()
        return bench
    }

    @Test(
        arguments: [
            (Target.pcre("[ac]"), "a c"), (.grain("os:deb*"), "a"), (.grain("os//Arch", delimiter: "//"), "b"),
            (.grainPCRE("os:(debian|arch)"), "a b"), (.ipcidr("10.2.0.0/16"), "b"), (.compound("not G@os:Arch"), "a"),
            (.compound("* and not b"), "a c"), (.compound("c or G@os:Debian"), "a c"),
        ]
    )
    func `is found by the ids and the grains, and each is told on its own topic`(
        target: Target,
        names: String
    ) async throws {
        let bench = try await bench()
        let ids = names.split(separator: " ").map { id(String($0)) }
        #expect(try await bench.coordinator.preview(target) == ids)
        #expect(bench.bus.all() == [])
        try await bench.coordinator.publish(request(target), for: peer(1))
        let entries = bench.bus.all()
        let answer = try PublishAnswer(packet: try #require(entries.first).packet)
        #expect(answer.minions == ids)
        let packet = try #require(entries.last).packet
        #expect(try CommandMessage(packet: packet).command.target == target)
        let numbers = ids.compactMap { bench.roster.number(of: $0) }
        #expect(entries.dropFirst() == numbers.map { .sent($0, packet) }[...])
        #expect(await bench.store.job(answer.jid)?.job.target == target)
    }

    @Test(arguments: [Target.pcre(".*"), .compound("*"), .compound("a or not a")])
    func `goes on the own topics too where all are meant: a minion could not tell that it is`(
        target: Target
    ) async throws {
        let bench = try await bench()
        _ = try await bench.coordinator.publish(request(target), for: peer(1))
        let packets = bench.bus.all().dropFirst()
        #expect(packets.count == 3)
        for entry in packets {
            guard case .sent = entry else {
                Issue.record("\(entry)")
                continue
            }
            let command = try CommandMessage(packet: entry.packet).command
            #expect(["a", "b", "c", "x"].filter { command.target.names(id($0)) }.isEmpty)
        }
    }

    @Test(
        arguments: [
            (Target.compound("a and"), "target, column 6: expected a condition, found the end"),
            (.pcre("("), "target, column 2: expected a regular expression, found missing closing parenthesis"),
            (.nodegroup("web"), "Node group web unavailable in the master's configuration"), (.ipcidr("x"), nil),
            (.grain("os"), nil), (.grainPCRE("os:["), nil), (.compound(""), nil),
        ] as [(Target, String?)]
    )
    func `is refused where the target is none, with nothing left behind`(target: Target, reason: String?) async throws {
        let bench = try await bench()
        let error = await #expect(throws: PublishError.self) {
            try await bench.coordinator.publish(request(target), for: peer(1))
        }
        guard case .badTarget(let found) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason == nil || found == reason)
        await #expect(throws: PublishError.self) { try await bench.coordinator.preview(target) }
        #expect(bench.bus.all() == [])
        #expect(await bench.store.jobs(JobQuery()) == [])
    }

    @Test func `nobody is meant by grains that nobody has`() async throws {
        let bench = try await bench()
        #expect(try await bench.coordinator.preview(.grain("os:Plan9")) == [])
        await #expect(throws: PublishError.noMinions) {
            try await bench.coordinator.publish(request(.grain("os:Plan9")), for: peer(1))
        }
    }

    @Test func `the later of what a minion told counts, whoever it says it is and however fast it tells`() async throws
    {
        let bench = try await bench()
        await bench.coordinator.receive((0..<50).map { told("c", ["os": "Debian", "n": .int($0)]) })
        await bench.coordinator.finishTakingGrains()
        #expect(try await bench.coordinator.preview(.grain("n:49")) == [id("c")])
        await bench.coordinator.receive([told("c", ["id": "a", "os": "Arch"]), told("stranger", ["os": "Arch"])])
        await bench.coordinator.finishTakingGrains()
        #expect(try await bench.coordinator.preview(.grain("os:Arch")) == [id("b"), id("c")])
        #expect(try await bench.coordinator.preview(.grain("os:Debian")) == [id("a")])
    }

    @Test func `grains that are too long are dropped, and those told before count`() async throws {
        let bench = try await bench()
        let text = String(repeating: "x", count: GrainsMessage.longestPacket)
        await bench.coordinator.receive([told("a", ["os": "Arch", "text": .string(text)])])
        await bench.coordinator.finishTakingGrains()
        #expect(try await bench.coordinator.preview(.grain("os:Debian")) == [id("a")])
    }

    @Test func `grains that wait to be written hold up no return`() async throws {
        let bench = try await bench()
        let jid = try await bench.publish(.glob("a"))
        await bench.store.holdGrains()
        await bench.coordinator.receive([told("a", ["os": "Other"])])
        await bench.store.grainsHeld()
        await bench.returned(jid, from: "a")
        #expect(try await bench.acknowledged() == (minion(1), [jid]))
        await bench.store.release()
        await bench.coordinator.finishTakingGrains()
        #expect(try await bench.coordinator.preview(.grain("os:Other")) == [id("a")])
    }
}
