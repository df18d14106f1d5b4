internal import BrineCore
internal import BrineStore
internal import MessagePack

extension JobStoreConformance {
    /// Jobs 1 to 6, unlike one another.
    private static func fill(_ store: any JobStore) async throws {
        let rows: [(function: String, target: Target, user: String, metadata: Value)] = [
            ("test.ping", .glob("*"), "root", .null),
            ("test.echo", .glob("web*"), "eva", ["ticket": "T1", "who": "bob"]),
            ("cmd.run", .list(Sample.ids("web1", "db1")), "root", ["ticket": "T2"]),
            ("cmd.run_all", .list(Sample.ids("db2")), "root", "no map"),
            ("test.ping", .glob("web1"), "eva", ["ticket": "T1", "count": 7]),
            ("cmd.run", .glob("*"), "root", ["count": 8]),
        ]
        for (index, row) in rows.enumerated() {
            var job = try Sample.job(Int64(index + 1))
            job.calls = try Sample.calls(row.function)
            (job.target, job.user, job.metadata) = (row.target, row.user, row.metadata)
            try await store.add(job)
        }
    }

    private static func requireFound(
        _ store: any JobStore,
        _ query: JobQuery,
        _ expected: [Int64],
        line: Int = #line
    ) async throws {
        let found = try await store.jobs(query).map(\.jid)
        try requireEqual(found, expected.map(Sample.jid), "the jobs of \(query)", line: line)
    }

    static let searchBehaviours = [
        Behaviour("jobs are found by globs of functions, the newest first") { store in
            try await fill(store)
            try await requireFound(store, JobQuery(functions: ["test.ping"]), [5, 1])
            try await requireFound(store, JobQuery(functions: ["test.*"]), [5, 2, 1])
            try await requireFound(store, JobQuery(functions: ["test.e*", "cmd.run_all"]), [4, 2])
            try await requireFound(store, JobQuery(functions: ["[ct]*.[rp]*"]), [6, 5, 4, 3, 1])
            try await requireFound(store, JobQuery(functions: ["*"]), [6, 5, 4, 3, 2, 1])
            try await requireFound(store, JobQuery(functions: ["no.such", "zz*", "cmd"]), [])
        },
        Behaviour("a job of several functions is found by each of them, and by all as they are written") { store in
            try await fill(store)
            for (number, names) in [(7, ["state.apply", "cmd.run"]), (8, ["test.ping", "state.apply"])] {
                var job = try Sample.job(Int64(number))
                job.calls = try Sample.calls(names[0], names[1])
                try await store.add(job)
            }
            try await requireFound(store, JobQuery(functions: ["state.apply"]), [8, 7])
            try await requireFound(store, JobQuery(functions: ["cmd.run"]), [7, 6, 3])
            try await requireFound(store, JobQuery(functions: ["cmd.r*"]), [7, 6, 4, 3])
            try await requireFound(store, JobQuery(functions: ["test.ping", "st*"]), [8, 7, 5, 1])
            try await requireFound(store, JobQuery(functions: ["state.apply,cmd.run"]), [7])
            try await requireFound(store, JobQuery(functions: ["state.*,*"]), [7])
            try await requireFound(store, JobQuery(functions: ["*,*"]), [8, 7])
            try await requireFound(store, JobQuery(functions: [",*", ",test.ping,state.apply"]), [])
            try await requireFound(store, JobQuery(functions: ["state.*"], targets: ["web*"]), [])
        },
        Behaviour("jobs are found by globs of targets, of a list by any of its ids") { store in
            try await fill(store)
            try await requireFound(store, JobQuery(targets: ["web1"]), [5, 3])
            try await requireFound(store, JobQuery(targets: ["db?"]), [4, 3])
            try await requireFound(store, JobQuery(targets: ["web*", "db2"]), [5, 4, 3, 2])
            try await requireFound(store, JobQuery(targets: ["[*]"]), [6, 1])
            try await requireFound(store, JobQuery(targets: ["nosuch"]), [])
        },
        Behaviour("a target of another kind is found by its expression, without the delimiter of grains") { store in
            try await fill(store)
            var job = try Sample.job(7)
            job.target = .grain("os|Debian", delimiter: "|")
            try await store.add(job)
            try await requireFound(store, JobQuery(targets: ["os*"]), [7])
            try await requireFound(store, JobQuery(targets: ["|"]), [])
        },
        Behaviour("jobs are found by their user, exactly") { store in
            try await fill(store)
            try await requireFound(store, JobQuery(user: "eva"), [5, 2])
            try await requireFound(store, JobQuery(user: "ev*"), [])
        },
        Behaviour("jobs are found by one of some keys of their metadata with its value") { store in
            try await fill(store)
            try await requireFound(store, JobQuery(metadata: ["ticket": "T1"]), [5, 2])
            try await requireFound(store, JobQuery(metadata: ["ticket": "T2", "count": 7]), [5, 3])
            try await requireFound(store, JobQuery(metadata: ["ticket": 1, "no map": .null]), [])
        },
        Behaviour("all conditions of a query hold at once") { store in
            try await fill(store)
            try await requireFound(store, JobQuery(functions: ["test.*"], targets: ["web*"], user: "eva"), [5, 2])
            try await requireFound(
                store,
                JobQuery(functions: ["test.ping"], targets: ["web*"], metadata: ["ticket": "T1"]),
                [5]
            )
            try await requireFound(store, JobQuery(functions: ["cmd.*"], user: "eva"), [])
        },
        Behaviour("a range of jids ends before its bounds, with and without other conditions") { store in
            try await fill(store)
            let (two, five) = (Sample.jid(2), Sample.jid(5))
            try await requireFound(store, JobQuery(after: two, before: five), [4, 3])
            try await requireFound(store, JobQuery(functions: ["test.*"], after: two), [5])
            try await requireFound(store, JobQuery(functions: ["test.*"], before: five), [2, 1])
            try await requireFound(store, JobQuery(user: "root", after: five, before: two), [])
        },
        Behaviour("a function can be left out") { store in
            try await fill(store)
            let ping = try Sample.function("test.ping")
            try await requireFound(store, JobQuery(withoutFunction: ping, limit: 3), [6, 4, 3])
            try await requireFound(store, JobQuery(targets: ["web*"], withoutFunction: ping), [3, 2])
            var job = try Sample.job(7)
            for (names, isFound) in [(["test.ping", "cmd.run"], true), (["test.ping", "test.ping"], false)] {
                (job.jid, job.calls) = (Sample.jid(isFound ? 7 : 8), try Sample.calls(names[0], names[1]))
                try await store.add(job)
            }
            try await requireFound(store, JobQuery(withoutFunction: ping, limit: 2), [7, 6])
        },
        Behaviour("a search can leave out calls of runners") { store in
            for number: Int64 in 1...4 {
                var job = try Sample.job(number)
                if number > 2 { job.calls = Calls(job.calls.all[0].function.asRunnerCall) }
                try await store.add(job)
            }
            try await requireFound(store, JobQuery(withoutRunnerCalls: true), [2, 1])
            try await requireFound(store, JobQuery(withoutRunnerCalls: true, limit: 1), [2])
            try await requireFound(store, JobQuery(functions: ["runner.*"]), [4, 3])
        },
        Behaviour("pages of a search follow one another with nothing left out or repeated") { store in
            try await fill(store)
            var (found, bound): ([JobID], JobID?) = ([], nil)
            repeat {
                let query = JobQuery(functions: ["cmd.*", "test.e*"], targets: ["*"], before: bound, limit: 2)
                let page = try await store.jobs(query).map(\.jid)
                found += page
                bound = page.last
            } while bound != nil && found.count < 10
            try requireEqual(found, [6, 4, 3, 2].map(Sample.jid), "the pages' jobs")
        },
        Behaviour("a minion's own call is found, and nothing of a removed job") { store in
            var call = try Sample.job(1, minions: [2])
            call.target = .list(Sample.ids("web1", "web2"))
            call.metadata = ["ticket": "T1"]
            _ = try await store.addCalls([EndedCall(call, Sample.outcome(1, 2), origin: "2:a")])
            let queries = [
                JobQuery(functions: ["test.p*"]), JobQuery(targets: ["web*"]), JobQuery(user: "root"),
                JobQuery(metadata: ["ticket": "T1"]),
            ]
            for query in queries { try await requireFound(store, query, [1]) }
            _ = try await store.removeJobs(before: .last, limit: 10)
            for query in queries { try await requireFound(store, query, []) }
            // The same jid anew, since nothing of the old one may stand in its way.
            try await store.add(call)
            for query in queries { try await requireFound(store, query, [1]) }
        },
        Behaviour("a search and a plain filter find the same, whatever is asked") { store in
            let names = ["test.ping", "test.echo", "cmd.run", "state.apply"]
            var jobs: [Job] = []
            for number in 0..<120 {
                var job = try Sample.job(Int64(number + 1))
                job.calls =
                    number % 7 == 3
                    ? try Sample.calls(names[number % 4], names[number % 3]) : try Sample.calls(names[number * 7 % 4])
                job.target =
                    number % 3 == 0
                    ? .list(Sample.ids("web\(number % 5)", "db\(number % 2)")) : .glob("web\(number % 6)*")
                job.user = number % 4 == 1 ? "eva" : "root"
                job.metadata = number % 5 == 0 ? ["n": .int(Int64(number % 10))] : .null
                try await store.add(job)
                jobs.append(job)
            }
            for functions in [[], ["test.*"], ["cmd.run", "state.*"], ["*ping"], ["*,cmd.*"]] {
                for targets in [[], ["web1*"], ["db*", "web[23]"]] {
                    for (user, metadata) in [(nil, [:]), ("eva", [:]), (nil, ["n": 5])] as [(String?, ValueMap)] {
                        let query = JobQuery(
                            functions: functions,
                            targets: targets,
                            user: user,
                            metadata: metadata,
                            after: Sample.jid(9),
                            before: Sample.jid(111)
                        )
                        let filter = JobFilter(query)
                        let expected = jobs.reversed().filter { filter.takes($0) }.map(\.jid)
                        let found = try await store.jobs(query).map(\.jid)
                        try requireEqual(found, expected, "the jobs of \(query)")
                    }
                }
            }
        },
    ]
}
