internal import BrineCore
internal import BrineStore

extension JobStoreConformance {
    static let closingBehaviours = [
        Behaviour("open jobs are listed oldest first, each with the outcomes it has, without their bodies") { store in
            for number: Int64 in [2, 1] { try await store.add(try Sample.job(number)) }
            let outcome = try Sample.outcome(2, 3, .failed, "early")
            _ = try await store.commit([outcome])
            var bare = outcome
            bare.body = []
            let expected = [
                JobWithOutcomes(job: try Sample.job(1), outcomes: []),
                JobWithOutcomes(job: try Sample.job(2), outcomes: [bare]),
            ]
            try requireEqual(try await store.openJobs(), expected, "the open jobs")
        },
        Behaviour("a job closes with its last minion's outcome and not before") { store in
            try await store.add(try Sample.job(1))
            for minion in [3, 1] {
                _ = try await store.commit([try Sample.outcome(1, minion)])
                try requireEqual(try await store.openJobs().count, 1, "the open jobs after \(minion)")
            }
            _ = try await store.commit([try Sample.outcome(1, 2, .cancelled)])
            try requireEqual(try await store.openJobs(), [], "the open jobs")
            try requireEqual(try await store.jobs(JobQuery()).count, 1, "the kept jobs")
        },
        Behaviour("neither repeats nor returns that overtake a verdict close a job") { store in
            try await store.add(try Sample.job(1, minions: 1...2))
            for state: JobState in [.undelivered, .undelivered, .succeeded, .succeeded] {
                _ = try await store.commit([try Sample.outcome(1, 1, state)])
            }
            _ = try await store.commit([try Sample.outcome(1, 3), try Sample.outcome(1, 2, .pending)])
            try requireEqual(try await store.openJobs().map(\.job.jid), [Sample.jid(1)], "the open jobs")
        },
        Behaviour("a return that comes after its job closed still overtakes a verdict") { store in
            try await store.add(try Sample.job(1, minions: 1...1))
            _ = try await store.commit([try Sample.outcome(1, 1, .undelivered)])
            let late = try Sample.outcome(1, 1, .succeeded, "late")
            try requireEqual(try await store.commit([late]), [.stored], "the verdict")
            try requireEqual(try await store.job(Sample.jid(1))?.outcomes, [late], "the outcomes")
            try requireEqual(try await store.openJobs(), [], "the open jobs")
        },
        Behaviour("a job without minions is kept and never open") { store in
            try await store.add(try Sample.job(1, minions: []))
            try requireEqual(try await store.openJobs(), [], "the open jobs")
            try requireEqual(try await store.job(Sample.jid(1))?.job, try Sample.job(1, minions: []), "the job")
            try requireEqual(try await store.commit([try Sample.outcome(1, 1)]), [.unknown], "the verdict")
        },
        Behaviour("one batch can close many jobs") { store in
            for number: Int64 in 1...4 { try await store.add(try Sample.job(number, minions: 1...2)) }
            let batch = try [1, 3, 4].flatMap { [try Sample.outcome($0, 1), try Sample.outcome($0, 2)] }
            _ = try await store.commit(batch + [try Sample.outcome(2, 2)])
            try requireEqual(try await store.openJobs().map(\.job.jid), [Sample.jid(2)], "the open jobs")
        },
    ]
}
