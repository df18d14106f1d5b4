internal import BrineCore
internal import BrineStore

extension JobStoreConformance {
    static let jobBehaviours = [
        Behaviour("an empty store knows no job") { store in
            try requireEqual(try await store.lastJobID(), nil, "the last jid")
            try requireEqual(try await store.job(Sample.jid(1)), nil, "a job")
            try requireEqual(try await store.jobs(JobQuery()), [], "the jobs")
            try requireEqual(try await store.openJobs(), [], "the open jobs")
        },
        Behaviour("a job comes back as it was added") { store in
            for job in [try Sample.richJob(1), try Sample.job(2)] {
                try await store.add(job)
                try requireEqual(try await store.job(job.jid)?.job, job, "the job")
            }
            try requireEqual(try await store.jobs(JobQuery(limit: 1)), [try Sample.job(2)], "the newest job")
            try requireEqual(try await store.openJobs().first?.job, try Sample.richJob(1), "the oldest open job")
        },
        Behaviour("a job of several functions comes back with the arguments of each") { store in
            let run = try Sample.richJob(1).calls.all
            let ping = try Sample.calls("test.ping").all
            for (number, calls) in [run + ping, ping + run + ping, ping + ping].enumerated() {
                var job = try Sample.job(Int64(number))
                job.calls = Calls(calls) ?? job.calls
                try await store.add(job)
                try requireEqual(try await store.job(job.jid)?.job.calls.all, calls, "the calls")
            }
        },
        Behaviour("a job's time limit comes back to the microsecond, and none as none") { store in
            let limits: [Duration?] = [
                nil, .zero, .microseconds(1), .milliseconds(1_500), .seconds(315_360_000), .microseconds(Int64.max),
            ]
            for (number, limit) in limits.enumerated() {
                var job = try Sample.job(Int64(number))
                job.timeLimit = limit
                try await store.add(job)
                try requireEqual(try await store.job(job.jid)?.job.timeLimit, limit, "the limit")
            }
            try requireEqual(try await store.jobs(JobQuery()).map(\.timeLimit), limits.reversed(), "the limits listed")
            try requireEqual(try await store.openJobs().map(\.job.timeLimit), limits, "the limits of open jobs")
        },
        Behaviour("whose turn has come in a rollout is kept, together with those before, and told of open jobs") {
            store in
            var job = try Sample.job(1)
            job.rollout = Rollout(size: .count(1))
            try await store.add(job)
            try await store.add(try Sample.job(2))
            try requireEqual(try await store.openJobs().map(\.started), [[], []], "those before the first turn")
            try await store.start(job.jid, on: Sample.minions([3]))
            try await store.start(job.jid, on: Sample.minions([1, 3]))
            let expected = [Sample.minions([1, 3]), []]
            try requireEqual(try await store.openJobs().map(\.started), expected, "those whose turn has come")
            try requireEqual(try await store.job(job.jid)?.job, job, "the job")
            try requireEqual(try await store.openJobs().first?.job.rollout, job.rollout, "the rollout")
            try await store.start(Sample.jid(9), on: Sample.minions([1]))
            try requireEqual(
                try await store.jobs(JobQuery()).count,
                2,
                "the jobs, after a turn in one that is not kept"
            )
        },
        Behaviour("who has said to have a job is kept in place of what was before, and told of open jobs") { store in
            try await store.add(try Sample.job(1))
            try await store.add(try Sample.job(2))
            try requireEqual(try await store.openJobs().map(\.received), [[], []], "those before the first receipt")
            try await store.keepReceipts([Receipts(jid: Sample.jid(1), minions: Sample.minions([2]))])
            try await store.keepReceipts([
                Receipts(jid: Sample.jid(1), minions: Sample.minions([3, 1])),
                Receipts(jid: Sample.jid(9), minions: Sample.minions([1])),
            ])
            let expected = [Sample.minions([1, 3]), []]
            try requireEqual(try await store.openJobs().map(\.received), expected, "those that have it")
            try requireEqual(try await store.jobs(JobQuery()).count, 2, "the jobs, after one that is not kept")
        },
        Behaviour("a job that is closed takes no receipts") { store in
            try await store.add(try Sample.job(1, minions: [1]))
            try await store.keepReceipts([Receipts(jid: Sample.jid(1), minions: Sample.minions([1]))])
            _ = try await store.commit([try Sample.outcome(1, 1)])
            try await store.keepReceipts([Receipts(jid: Sample.jid(1), minions: Sample.minions([1]))])
            try requireEqual(try await store.openJobs(), [], "the open jobs")
            try requireEqual(try await store.outcomeCount(of: Sample.jid(1)), 1, "the outcomes")
        },
        Behaviour("a second job with the same jid is refused and the first stays") { store in
            let first = try Sample.job(1)
            var second = try Sample.richJob(1)
            second.jid = first.jid
            try await store.add(first)
            try await requireError(.duplicateJob(first.jid), "the second job") { try await store.add(second) }
            try requireEqual(try await store.job(first.jid)?.job, first, "the job")
            try requireEqual(try await store.jobs(JobQuery()).count, 1, "the number of jobs")
        },
        Behaviour("a minion's own call is kept once, closed, with its outcome") { store in
            let call = try Sample.job(1, minions: [2])
            let outcome = try Sample.outcome(1, 2, .failed, "body")
            try requireEqual(try await store.addCalls([EndedCall(call, outcome, origin: "2:a")]), [true], "the first")
            let again = try Sample.job(5, minions: [2])
            try requireEqual(
                try await store.addCalls([EndedCall(again, Sample.outcome(5, 2), origin: "2:a")]),
                [false],
                "its repeat under another jid"
            )
            try requireEqual(try await store.jobs(JobQuery()), [call], "the jobs")
            try requireEqual(try await store.job(call.jid)?.outcomes, [outcome], "the outcomes")
            try requireEqual(try await store.openJobs(), [], "the open jobs")
            try requireEqual(try await store.lastJobID(), call.jid, "the last jid")
            let another = EndedCall(again, try Sample.outcome(5, 2), origin: "3:a")
            try requireEqual(try await store.addCalls([another]), [true], "another's")
        },
        Behaviour("ended calls are kept together, a repeat among them once, or none of them") { store in
            let calls = try [1, 2, 1]
                .map { (number: Int64) in
                    EndedCall(
                        try Sample.job(number, minions: [2]),
                        try Sample.outcome(number, 2),
                        origin: "2:\(number)"
                    )
                }
            try requireEqual(try await store.addCalls(calls), [true, true, false], "the verdicts")
            let next = EndedCall(try Sample.job(3, minions: [2]), try Sample.outcome(3, 2), origin: "2:3")
            let taken = EndedCall(calls[0].job, calls[0].outcome, origin: "2:4")
            try await requireError(.duplicateJob(taken.job.jid), "a jid that is taken") {
                _ = try await store.addCalls([next, taken])
            }
            try requireEqual(try await store.jobs(JobQuery()), [calls[1].job, calls[0].job], "the jobs")
            try requireEqual(try await store.openJobs(), [], "the open jobs")
            try requireEqual(try await store.lastJobID(), calls[1].job.jid, "the last jid")
            try requireEqual(try await store.addCalls([next]), [true], "what was not kept, again")
            try requireEqual(try await store.addCalls([]), [], "none")
        },
        Behaviour("a runner's call is kept under its name of three words, open or with its outcome") { store in
            var call = try Sample.job(1, minions: [2])
            call.calls = Calls(call.calls.all[0].function.asRunnerCall)
            try await store.add(call)
            try requireEqual(try await store.openJobs().map(\.job), [call], "the open jobs")
            var ended = try Sample.job(2, minions: [2])
            ended.calls = call.calls
            let outcome = try Sample.outcome(2, 2, .succeeded, "body")
            let calls = [EndedCall(ended, outcome, origin: "runner:2")]
            try requireEqual(try await store.addCalls(calls), [true], "the ended call")
            try requireEqual(try await store.jobs(JobQuery()), [ended, call], "the jobs")
            try requireEqual(try await store.job(ended.jid)?.job, ended, "the job")
        },
        Behaviour("minions given twice or out of order are kept ascending, each once") { store in
            try await store.add(try Sample.job(1, minions: [7, 3, 7, 5]))
            let kept = try await store.job(Sample.jid(1))?.job.minions
            try requireEqual(kept, Sample.minions([3, 5, 7]), "the minions")
        },
        Behaviour("jobs are listed newest first, whatever the order they were added in") { store in
            for number: Int64 in [3, 1, 2] { try await store.add(try Sample.job(number)) }
            let listed = try await store.jobs(JobQuery()).map(\.jid)
            try requireEqual(listed, [3, 2, 1].map(Sample.jid), "the jids")
        },
        Behaviour("pages of jobs follow one another with nothing left out or repeated") { store in
            for number: Int64 in 1...7 { try await store.add(try Sample.job(number)) }
            var pages: [[JobID]] = []
            var bound: JobID?
            repeat {
                pages.append(try await store.jobs(JobQuery(before: bound, limit: 3)).map(\.jid))
                bound = pages.last?.last
            } while bound != nil && pages.count < 10
            let expected: [[Int64]] = [[7, 6, 5], [4, 3, 2], [1], []]
            try requireEqual(pages, expected.map { $0.map(Sample.jid) }, "the pages")
        },
        Behaviour("a limit of nothing lists nothing") { store in
            try await store.add(try Sample.job(1))
            try requireEqual(try await store.jobs(JobQuery(limit: 0)), [], "the jobs for 0")
            try requireEqual(try await store.jobs(JobQuery(limit: -1)), [], "the jobs for -1")
        },
        Behaviour("the last jid is the highest ever added, also when its job is gone") { store in
            for number: Int64 in [5, 9, 2] { try await store.add(try Sample.job(number)) }
            try requireEqual(try await store.lastJobID(), Sample.jid(9), "the last jid")
            _ = try await store.removeJobs(before: .last, limit: 10)
            try requireEqual(try await store.lastJobID(), Sample.jid(9), "the last jid with no jobs left")
        },
    ]
}
