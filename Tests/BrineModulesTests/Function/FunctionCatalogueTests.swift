import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The catalogue of functions` {
    private let expected = [
        "cmd.exec_code", "cmd.exec_code_all", "cmd.has_exec", "cmd.retcode", "cmd.run", "cmd.run_all", "cmd.run_bg",
        "cmd.run_stderr", "cmd.run_stdout", "cmd.script", "cmd.script_retcode", "cmd.shell", "cmd.shells",
        "cmd.which", "cmd.which_bin", "config.get", "config.items", "config.option", "event.fire_master",
        "event.send", "grains.append", "grains.delkey", "grains.delval", "grains.equals", "grains.fetch",
        "grains.get", "grains.has_value", "grains.item", "grains.items", "grains.ls", "grains.remove", "grains.set",
        "grains.setval", "grains.setvals", "saltutil.clear_job_cache", "saltutil.find_cached_job",
        "saltutil.find_job", "saltutil.is_running", "saltutil.kill_all_jobs", "saltutil.kill_job",
        "saltutil.refresh_grains", "saltutil.running", "saltutil.signal_job", "saltutil.term_all_jobs",
        "saltutil.term_job", "status.all_status", "status.cpuinfo", "status.cpustats", "status.diskstats",
        "status.diskusage", "status.loadavg", "status.meminfo", "status.netdev", "status.netstats", "status.nproc",
        "status.pid", "status.procs", "status.time", "status.uptime", "status.version", "status.vmstats", "status.w",
        "sys.argspec", "sys.doc", "sys.list_functions", "sys.list_modules", "test.arg", "test.arg_repr",
        "test.arg_type", "test.args", "test.collatz", "test.echo", "test.exception", "test.false", "test.fib",
        "test.get_opts", "test.kwarg", "test.module_report", "test.not_loaded", "test.outputter", "test.ping",
        "test.raise_exception", "test.rand_sleep", "test.rand_str", "test.random_hash", "test.retcode", "test.sleep",
        "test.stack", "test.true", "test.try", "test.try_", "test.version", "test.versions",
        "test.versions_information", "test.versions_report",
    ]

    @Test func `all functions are in it, in order`() {
        #expect(FunctionCatalogue.standard.functions.map(\.name.description) == expected)
        #expect(
            FunctionCatalogue.standard.modules == [
                "cmd", "config", "event", "grains", "saltutil", "status", "sys", "test",
            ]
        )
    }

    @Test func `only what waits or starts something needs a worker`() {
        let processes = FunctionCatalogue.standard.functions.filter { !$0.isInline }.map(\.name.description)
        #expect(processes == expected.filter(needsWorker))
    }

    private func needsWorker(_ name: String) -> Bool {
        let modules = ["cmd.", "event.", "status.", "sys."]
        let others = [
            "grains.append", "grains.delkey", "grains.delval", "grains.remove", "grains.set", "grains.setval",
            "grains.setvals", "test.module_report", "test.not_loaded", "test.rand_sleep", "test.sleep", "test.stack",
            "test.try",
            "test.try_",
        ]
        return name != "status.time" && (modules.contains { name.hasPrefix($0) } || others.contains(name))
    }

    @Test(arguments: ["no.such_function", "test.no_such", "test.tr_y"])
    func `an unknown function is not available`(name: String) async throws {
        let result = try await call(name, 1)
        #expect(result == FunctionResult(.string("'\(name)' is not available."), retcode: 254, success: false))
    }

    @Test func `a wrong call tells the function's usage and documentation`() async throws {
        let result = try await call("test.echo")
        #expect(
            result.text == """
                Passed invalid arguments to test.echo: missing argument: text

                Answers what it is given.

                Usage: test.echo text
                    text  what to answer
                """
        )
        #expect(result.retcode == 1)
        #expect(!result.success)
    }

    @Test func `a wrong call is found out before anything runs`() throws {
        let name = try #require(FunctionName("cmd.run"))
        #expect(throws: RefusedCall.self) { try FunctionCatalogue.standard.prepare(name, CallArguments([])) }
        let call = try FunctionCatalogue.standard.prepare(name, CallArguments(["true"]))
        #expect(!call.function.isInline)
    }

    /// The answer from memory of calls of these functions, given these arguments each.
    private func answer(_ calls: [(String, [Value])], places: MinionPlaces = MinionPlaces()) throws -> FunctionResult? {
        let context = CallContext(jid: .first, user: "root", minion: try #require(MinionID("web1")), places: places)
        let calls = try calls.map { FunctionCall(try #require(FunctionName($0)), CallArguments($1)) }
        return FunctionCatalogue.standard.answer(try #require(Calls(calls)), in: context)
    }

    @Test func `an inline call is answered here and another is not`() throws {
        #expect(try answer([("test.ping", [])]) == FunctionResult(true))
        #expect(try answer([("test.sleep", [1])]) == nil)
    }

    @Test func `a refused call is answered here, but where an executable may serve it`() throws {
        let folders = MinionPlaces(moduleFolders: ["/nowhere"])
        #expect(try answer([("no.such", [])])?.retcode == 254)
        #expect(try answer([("no.such", [])], places: folders) == nil)
        #expect(try answer([("test.ping", [1])], places: folders)?.retcode == 1)
        #expect(try answer([("cmd.run", [])], places: folders)?.retcode == 1)
    }

    @Test func `several calls are answered here where each can be`() throws {
        let echo = ("test.echo", ["hi"] as [Value])
        #expect(try answer([("test.ping", []), echo]) == FunctionResult(["test.ping": true, "test.echo": "hi"]))
        let mixed = try #require(try answer([("no.such", []), echo, ("test.retcode", [3])]))
        #expect(mixed.value == ["no.such": "'no.such' is not available.", "test.echo": "hi", "test.retcode": true])
        #expect(mixed.retcode == 254 && !mixed.success)
        #expect(try answer([echo, ("test.sleep", [1])]) == nil)
        #expect(try answer([("no.such", []), echo], places: MinionPlaces(moduleFolders: ["/nowhere"])) == nil)
    }

    @Test func `nothing is run here where one of several calls needs a worker`() throws {
        let jobs = try FakeJobs(["cmd.run"])
        let context = CallContext(jid: .first, user: "root", minion: try #require(MinionID("web1")), jobs: jobs)
        let refresh = FunctionCall(FunctionName(module: "saltutil", function: "refresh_grains"))
        let sleep = FunctionCall(FunctionName(module: "test", function: "sleep"), CallArguments([1]))
        #expect(FunctionCatalogue.standard.answer(try #require(Calls([refresh, sleep])), in: context) == nil)
        #expect(jobs.signals == [])
        #expect(FunctionCatalogue.standard.answer(try #require(Calls([refresh, refresh])), in: context) != nil)
        #expect(jobs.signals == ["refresh", "refresh"])
    }

    @Test func `an exception's text is told, and cut where it is long`() async throws {
        let short = try await call("test.exception", "oops")
        #expect(short == FunctionResult("The minion function caused an exception: oops", retcode: 1, success: false))
        let long = try await call("test.exception", .string(String(repeating: "x", count: 100_000)))
        #expect(long.text.utf8.count < 1_100)
        #expect(long.text.hasSuffix("x…"))
    }

    @Test func `of two functions with one name the first counts and a bad name makes no function`() throws {
        func function(_ name: String, _ summary: String) -> ExecutionFunction? {
            ExecutionFunction(name, summary, body: .inline { _, _ in FunctionResult(true) })
        }
        let first = try #require(function("a.b", "First."))
        let second = try #require(function("a.b", "Second."))
        #expect(FunctionCatalogue([first, second]).functions.map(\.summary) == ["First."])
        #expect(function("a", "No dot.") == nil)
        #expect(function("a.b;rm", "No word.") == nil)
    }
}
