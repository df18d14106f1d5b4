import BrineCore
import BrineWire
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Listing jobs` {
    /// Five jobs, a second apart from the tests' own beginning on.
    private func bench() async throws -> MasterBench {
        let bench = try await MasterBench()
        let second: Int64 = 1_000_000
        try await bench.keep(0)
        try await bench.keep(second) { $0.calls = Calls(FunctionName(module: "cmd", function: "run")) }
        try await bench.keep(2 * second) {
            $0.target = .list([id("a"), id("c")])
            $0.metadata = ["ticket": "T1"]
        }
        try await bench.keep(3 * second) { $0.calls = Calls(FunctionName(module: "saltutil", function: "find_job")) }
        try await bench.keep(4 * second) {
            $0.calls = Calls(FunctionName(module: "cmd", function: "run_all"))
            $0.user = "eva"
        }
        return bench
    }

    /// The seconds of the jobs of a list.
    private func seconds(_ list: Value) throws -> [Int64] {
        try #require(list.mapValue).keys
            .map { key in
                let jid = try #require(key.stringValue.flatMap { JobID($0) })
                return (jid.microseconds - at(0).microseconds) / 1_000_000
            }
    }

    @Test(
        arguments: [
            ([:], [4, 3, 2, 1, 0]),
            (["search_function": "cmd.*"], [4, 1]),
            (["search_function": "cmd.run, test.*"], [2, 1, 0]),
            (["search_function": ["cmd.run", "test.*"]], [2, 1, 0]),
            (["search_function": "", "search_target": []], [4, 3, 2, 1, 0]),
            (["search_target": "c"], [2]),
            (["search_target": "[ab]"], [2]),
            (["search_metadata": ["ticket": "T1"]], [2]),
            (["search_metadata": ["ticket": "T2"]], []),
            (["search_user": "eva"], [4]),
            (["start_time": "2026-11-18 11:06:42"], [4, 3, 2]),
            (["end_time": "2026, Nov 18 11:06:42.000000"], [2, 1, 0]),
            (["start_time": 1_795_000_001, "end_time": 1_795_000_003.5], [3, 2, 1]),
            (["start_time": "2026-11-19"], []),
            (["limit": 2], [4, 3]),
            (["limit": 2, "after": "20261118110643000000"], [2, 1]),
            (["after": "20261118110640000000"], []),
            (["search_function": "cmd.*", "start_time": "2026-11-18", "end_time": "2026-11-18 11:06:43"], [1]),
            (["ext_source": "local_cache", "outputter": "json", "display_progress": true], [4, 3, 2, 1, 0]),
        ] as [(ValueMap, [Int64])]
    )
    func `finds what is asked for, the newest first`(search: ValueMap, expected: [Int64]) async throws {
        let bench = try await bench()
        #expect(try seconds(try await bench.run("jobs.list_jobs", keyword: search)) == expected)
    }

    @Test(
        arguments: [
            (["start_time": "bogus"], "start_time must be a time as in 2026-11-22"),
            (["end_time": []], "end_time must be a time"),
            (["limit": 0], "limit must be 1 to 50000, found 0"),
            (["limit": 50_001], "limit must be 1 to 50000"),
            (["after": "web1"], "after must be a jid of twenty digits, found 'web1'"),
            (["ext_source": "mysql"], "ext_source must be local_cache, found 'mysql'"),
            (["search_metadata": "T1"], "search_metadata must be a map"),
            (["search_function": [["a"]]], "search_function must be patterns, found a list"),
            (
                ["search_target": .array(Array(repeating: "a", count: 101))],
                "search_target must be at most 100 patterns"
            ),
            (["search_target": .string(String(repeating: "a", count: 1_025))], "patterns of at most 1024 bytes"),
            (["bogus": 1], "unknown argument: bogus"),
        ] as [(ValueMap, String)]
    )
    func `says what is wrong with a search, and how it should be`(search: ValueMap, reason: String) async throws {
        let bench = try await bench()
        let text = try await bench.refusal("jobs.list_jobs", keyword: search)
        #expect(text.hasPrefix("Passed invalid arguments to jobs.list_jobs: "))
        #expect(text.contains(reason) && text.contains("Usage: jobs.list_jobs"))
    }

    @Test func `lists the newest so many, the newest last, without calls of find_job`() async throws {
        let bench = try await bench()
        let rows = try #require(try await bench.run("jobs.list_jobs_filter", 2).arrayValue).compactMap(\.mapValue)
        #expect(rows.map { $0["Function"] } == ["test.ping", "cmd.run_all"])
        #expect(rows.last?["JID"] == "20261118110644000000")
        #expect(
            rows.last?.keys == ["Function", "Arguments", "Target", "Target-type", "User", "JID", "StartTime"]
        )
        let all = try await bench.run("jobs.list_jobs_filter", 2, keyword: ["filter_find_job": false])
        #expect(all.arrayValue?.compactMap { $0["Function"] } == ["saltutil.find_job", "cmd.run_all"])
        #expect(try await bench.refusal("jobs.list_jobs_filter").contains("missing argument: count"))
    }

    @Test func `tells all of the last job that fits, or says that there is none`() async throws {
        let bench = try await bench()
        let last = try #require(try await bench.run("jobs.last_run", keyword: ["target": "a"]).mapValue)
        #expect(last.keys == ["20261118110642000000"])
        let row = try #require(last["20261118110642000000"]?.mapValue)
        #expect(row["Metadata"] == ["ticket": "T1"])
        #expect(row["Minions"] == ["a"])
        #expect(row["Result"] == [:])
        #expect(try await bench.run("jobs.last_run", keyword: ["function": "no.such"]) == false)
        #expect(try await bench.run("jobs.last_run").mapValue?.keys == ["20261118110644000000"])
        let marked = try await bench.run("jobs.last_run", keyword: ["metadata": ["ticket": "T1"]])
        #expect(marked.mapValue?.keys == ["20261118110642000000"])
    }

    @Test func `tells of each minion how the job stands there, and since when`() async throws {
        let bench = try await MasterBench()
        let jid = try await bench.publish()
        await bench.connect("a", "b")
        bench.clock.set(3)
        await bench.returned(jid, from: "a")
        bench.clock.set(4)
        await bench.coordinator.receive([received(ReceiptMessage(jids: [jid]).packet, from: "b")])
        bench.clock.set(5)
        await bench.coordinator.finishCommitting()
        let row = try await bench.run("jobs.list_job", .string(jid.description))
        #expect(row["State"] == ["a": "succeeded", "b": "running", "c": "pending"])
        let moments = [3, 4, 0].map { Value.string(CivilTime(at($0)).runnerText) }
        #expect(row["Since"] == ["a": moments[0], "b": moments[1], "c": moments[2]])
        let shown = try await bench.run("jobs.lookup_jid", .string(jid.description), keyword: ["returned": false])
        #expect(shown == [:])
        let missing = try await bench.run(
            "jobs.lookup_jid",
            .string(jid.description),
            keyword: ["returned": false, "missing": true]
        )
        #expect(missing == ["b": "Minion did not return", "c": "Minion did not return"])
    }

    @Test func `tells what the master itself runs, but for the question`() async throws {
        let bench = try await MasterBench()
        let calls = RunnerCalls()
        let context = bench.runnerContext(calls: calls)
        let name = FunctionName(module: "jobs", function: "master")
        let asked = await RunnerCatalogue.standard.run(name, CallArguments(), context)
        #expect(asked.value == [])
        let call = RunnerCall(
            jid: jid(5),
            function: FunctionName(module: "jobs", function: "active"),
            arguments: CallArguments([7]),
            user: "eva"
        )
        let answer = await calls.during(call) {
            await RunnerCatalogue.standard.run(name, CallArguments(), context).value
        }
        #expect(answer.arrayValue?.count == 1)
        let row = try #require(answer.arrayValue?.first?.mapValue)
        #expect(row.keys == ["_stamp", "fun", "fun_args", "jid", "pid", "user"])
        #expect(row["jid"] == .string(jid(5).description))
        #expect(row["fun"] == "runner.jobs.active" && row["fun_args"] == [7] && row["user"] == "eva")
        #expect(calls.rows(without: name) == [])
    }
}
