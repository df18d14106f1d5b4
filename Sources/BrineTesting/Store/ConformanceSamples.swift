internal import BrineCore
internal import BrineStore
internal import MessagePack

/// Jobs, minions and outcomes for the behaviours, with as little said as each needs.
enum Sample {
    /// The jid at that count of microseconds after a moment in 2026.
    static func jid(_ number: Int64) -> JobID {
        JobID(at: Timestamp(microseconds: 1_795_000_000_000_000 + number))
    }

    /// The minions of some numbers.
    static func minions(_ numbers: some Sequence<Int>) -> [MinionNumber] {
        numbers.compactMap { MinionNumber($0) }
    }

    /// The ids of some minions.
    static func ids(_ names: String...) -> [MinionID] {
        names.compactMap { MinionID($0) }
    }

    /// A job for some minions.
    static func job(_ number: Int64, minions numbers: some Sequence<Int> = 1...3) throws -> Job {
        Job(
            jid: jid(number),
            calls: try calls("test.ping"),
            target: .glob("*"),
            user: "root",
            minions: minions(numbers),
            deliverBefore: jid(number).timestamp + .seconds(60)
        )
    }

    /// A job that uses every part there is.
    static func richJob(_ number: Int64) throws -> Job {
        var job = try job(number, minions: [1, 2, 130, 16_384, Int(MinionNumber.maximum)])
        let arguments = CallArguments(
            ["echo \"héllo\" wörld 🐟", -5, 2.5, .null, true, .binary([0, 255, 10]), ["a", ["b": 1]]],
            keyword: ["timeout": 30, "env": ["LANG": "C"]]
        )
        job.calls = Calls(try function("cmd.run"), arguments)
        job.target = .list(ids("web-1.example.org", "db_2"))
        job.user = "sudo_é"
        job.metadata = ["ticket": "OPS-1", "tags": ["nightly", 7]]
        job.timeLimit = .milliseconds(90_500)
        job.deliverWithin = .seconds(7_200)
        job.rollout = Rollout(size: .percent(12.5), wait: .milliseconds(1_500), maximumErrors: .count(3))
        return job
    }

    /// What became of a job on a minion.
    static func outcome(
        _ job: Int64,
        _ minion: Int,
        _ state: JobState = .succeeded,
        _ body: String = ""
    ) throws -> Outcome {
        guard let number = MinionNumber(minion) else {
            throw ConformanceFailure(description: "\(minion) is no minion's number", file: #fileID, line: #line)
        }
        return Outcome(
            jid: jid(job),
            minion: number,
            state: state,
            at: jid(job).timestamp + .seconds(minion),
            body: Array(body.utf8)
        )
    }

    /// Calls of the functions of some names, given nothing.
    static func calls(_ names: String...) throws(ConformanceFailure) -> Calls {
        var calls: [FunctionCall] = []
        for name in names { calls.append(FunctionCall(try function(name))) }
        guard let calls = Calls(calls) else {
            throw ConformanceFailure(description: "\(names.count) functions are no calls", file: #fileID, line: #line)
        }
        return calls
    }

    /// The function of a name.
    static func function(_ name: String) throws(ConformanceFailure) -> FunctionName {
        guard let function = FunctionName(name) else {
            throw ConformanceFailure(description: "\(name) is no function's name", file: #fileID, line: #line)
        }
        return function
    }
}
