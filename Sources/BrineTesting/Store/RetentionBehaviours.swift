internal import BrineCore
internal import BrineStore

extension JobStoreConformance {
    static let retentionBehaviours = [
        Behaviour("the oldest jobs before a bound are removed, in steps") { store in
            for number: Int64 in 1...6 { try await store.add(try Sample.job(number)) }
            var steps: [Int] = []
            for _ in 1...3 { steps.append(try await store.removeJobs(before: Sample.jid(4), limit: 2)) }
            try requireEqual(steps, [2, 1, 0], "the numbers removed")
            try requireEqual(try await store.jobs(JobQuery()).map(\.jid), [6, 5, 4].map(Sample.jid), "the jobs left")
        },
        Behaviour("a step removes the oldest first") { store in
            for number: Int64 in [3, 1, 2] { try await store.add(try Sample.job(number)) }
            try requireEqual(try await store.removeJobs(before: .last, limit: 1), 1, "the number removed")
            try requireEqual(try await store.jobs(JobQuery()).map(\.jid), [3, 2].map(Sample.jid), "the jobs left")
        },
        Behaviour("a limit of nothing removes nothing") { store in
            try await store.add(try Sample.job(1))
            try requireEqual(try await store.removeJobs(before: .last, limit: 0), 0, "the number removed for 0")
            try requireEqual(try await store.removeJobs(before: .last, limit: -1), 0, "the number removed for -1")
            try requireEqual(try await store.jobs(JobQuery()).count, 1, "the number of jobs left")
        },
        Behaviour("open and closed jobs are removed, and what is left stays as it is") { store in
            for number: Int64 in 1...3 { try await store.add(try Sample.job(number, minions: 1...2)) }
            let outcomes = [try Sample.outcome(2, 1), try Sample.outcome(2, 2), try Sample.outcome(3, 1)]
            _ = try await store.commit(outcomes)
            try requireEqual(try await store.removeJobs(before: Sample.jid(3), limit: 9), 2, "the number removed")
            let left = JobWithOutcomes(job: try Sample.job(3, minions: 1...2), outcomes: [outcomes[2]])
            try requireEqual(try await store.openJobs(), [left], "the open jobs")
            for number: Int64 in 1...2 {
                try requireEqual(try await store.job(Sample.jid(number)), nil, "the removed job")
            }
        },
        Behaviour("an outcome of a removed job is not kept") { store in
            try await store.add(try Sample.job(1))
            _ = try await store.commit([try Sample.outcome(1, 1)])
            _ = try await store.removeJobs(before: .last, limit: 1)
            let outcomes = [try Sample.outcome(1, 1), try Sample.outcome(1, 2)]
            try requireEqual(try await store.commit(outcomes), [.unknown, .unknown], "the verdicts")
        },
        Behaviour("a removed job leaves no outcomes to a later one with its jid") { store in
            try await store.add(try Sample.job(1))
            _ = try await store.commit([try Sample.outcome(1, 1), try Sample.outcome(1, 2)])
            _ = try await store.removeJobs(before: .last, limit: 1)
            let again = try Sample.job(1, minions: 2...3)
            try await store.add(again)
            try requireEqual(try await store.job(again.jid), JobWithOutcomes(job: again, outcomes: []), "the job")
            let verdicts = try await store.commit([try Sample.outcome(1, 1), try Sample.outcome(1, 2)])
            try requireEqual(verdicts, [.unknown, .stored], "the verdicts")
        },
        Behaviour("a minion keeps its number when all its jobs are gone") { store in
            _ = try await store.numbers(of: Sample.ids("a", "b"))
            try await store.add(try Sample.job(1))
            _ = try await store.removeJobs(before: .last, limit: 1)
            try requireEqual(try await store.numbers(of: Sample.ids("b")), Sample.minions([2]), "the number")
        },
    ]
}
