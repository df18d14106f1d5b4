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

    @Test func `an inline call is answered here and another is not`() throws {
        let context = CallContext(
            jid: .first,
            user: "root",
            minion: try #require(MinionID("web1"))
        )
        let ping = try #require(FunctionName("test.ping"))
        let sleep = try #require(FunctionName("test.sleep"))
        #expect(
            try FunctionCatalogue.standard.prepare(ping, CallArguments()).answer(in: context) == FunctionResult(true)
        )
        #expect(try FunctionCatalogue.standard.prepare(sleep, CallArguments([1])).answer(in: context) == nil)
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
