import BrineCore
import BrineStore
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Running a job again` {
    /// A closed job of `a` to `g`, of which each came to another end.
    private func bench() async throws -> MasterBench {
        let bench = try await MasterBench(minions: 7)
        bench.clock.set(1)
        var old = job(0, for: Array(1...7))
        old.metadata = ["ticket": "T1"]
        old.timeLimit = .seconds(9)
        old.deliverWithin = .seconds(7_200)
        try await bench.store.add(old)
        let states: [JobState] = [
            .succeeded, .failed, .terminated, .undelivered, .lost, .skipped, .cancelled,
        ]
        _ = try await bench.store.commit(
            states.enumerated()
                .map { Outcome(jid: jid(0), minion: minion($0 + 1), state: $1, at: at(1)) }
        )
        return bench
    }

    @Test(arguments: [
        ("failed", ["b", "c"]), ("undelivered", ["d"]), ("lost", ["e"]), ("skipped", ["f"]), ("cancelled", ["g"]),
        ("all", ["a", "b", "c", "d", "e", "f", "g"]),
    ])
    func `publishes the same to the minions that are meant, and to no other`(only: String, names: [String]) async throws
    {
        let bench = try await bench()
        let answer = try await bench.run("jobs.rerun", .string(jid(0).description), keyword: ["only": .string(only)])
        let new = try #require(answer.stringValue.flatMap { JobID($0) })
        #expect(new > jid(0))
        let job = try #require(await bench.store.job(new)?.job)
        #expect(job.target == .list(names.map { id($0) }))
        #expect(job.calls == Calls(FunctionName(module: "test", function: "ping"), CallArguments(["a"])))
        #expect(
            job.metadata == ["ticket": "T1"] && job.timeLimit == .seconds(9) && job.deliverWithin == .seconds(7_200)
                && job.user == "eva"
        )
        let sent = bench.bus.all()
            .compactMap { entry -> MinionNumber? in
                if case .sent(let minion, _) = entry { minion } else { nil }
            }
        #expect(sent == job.minions)
    }

    @Test func `means those that failed where nothing else is said`() async throws {
        let bench = try await bench()
        _ = try await bench.run("jobs.rerun", .string(jid(0).description))
        #expect(bench.bus.all().count == 2)
    }

    @Test func `refuses what cannot be, and publishes nothing then`() async throws {
        let bench = try await bench()
        let text = Value.string(jid(0).description)
        #expect(
            try await bench.refusal("jobs.rerun", text, "some")
                .contains("only must be one of failed, undelivered, lost, skipped, cancelled, all, found 'some'")
        )
        bench.accepted.set([id("a")])
        #expect(try await bench.refusal("jobs.rerun", text, "lost").hasPrefix("None of the minions is accepted"))
        #expect(try await bench.refusal("jobs.rerun", "20200101000000000000").hasPrefix("There is no job"))
        try await bench.store.add(job(5, for: [1]))
        #expect(
            try await bench.refusal("jobs.rerun", .string(jid(5).description), "lost")
                == "No minion of the job \(jid(5)) is 'lost'; nothing was published."
        )
        await bench.coordinator.stopPublishing()
        #expect(try await bench.refusal("jobs.rerun", text, "all").hasPrefix("The master is stopping"))
        #expect(bench.bus.all().allSatisfy { $0.kind != .command })
    }
}
