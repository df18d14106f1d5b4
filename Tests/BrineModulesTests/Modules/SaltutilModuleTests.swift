import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module saltutil` {
    @Test func `running answers a row a job, and an empty list for none`() async throws {
        let jobs = try FakeJobs(["test.sleep", "cmd.run"])
        #expect(try await call("saltutil.running", jobs: jobs).value == .array(jobs.jobs.map(\.row)))
        #expect(try await call("saltutil.running") == FunctionResult([]))
    }

    @Test func `find_job answers the row, or an empty map for any other text or value`() async throws {
        let jobs = try FakeJobs(["test.sleep", "cmd.run"])
        #expect(try await call("saltutil.find_job", jobs.jid(1), jobs: jobs).value == jobs.jobs[1].row)
        let others: [Value] = ["20200101000000000000", "notajid", "", 5, nil, ["a": 1], "../../etc/passwd"]
        for other in others {
            #expect(try await call("saltutil.find_job", other, jobs: jobs) == FunctionResult([:]))
        }
        #expect(try await call("saltutil.find_job", jobs: jobs).text.contains("missing argument: jid"))
    }

    @Test func `is_running takes a glob over functions`() async throws {
        let jobs = try FakeJobs(["test.sleep", "cmd.run", "test.ping"])
        let rows = jobs.jobs.map(\.row)
        #expect(try await call("saltutil.is_running", "test.*", jobs: jobs).value == [rows[0], rows[2]])
        #expect(try await call("saltutil.is_running", "cmd.run", jobs: jobs).value == [rows[1]])
        #expect(try await call("saltutil.is_running", "state.*", jobs: jobs).value == [])
        let long = try await call("saltutil.is_running", .string(String(repeating: "*", count: 1_025)), jobs: jobs)
        #expect(long.text.contains("fun must be a glob of at most 1024 bytes"))
    }

    @Test(arguments: [("test.ping", 1), ("cmd.*", 1), ("test.ping,cmd.run", 1), ("test.*", 2), ("*", 2), ("ping", 0)])
    func `a job of several functions is found by each of them`(glob: String, count: Int) async throws {
        let jobs = try FakeJobs(["test.ping,cmd.run", "test.sleep"])
        let rows = try await call("saltutil.is_running", .string(glob), jobs: jobs).value.arrayValue
        #expect(rows?.count == count)
        if glob == "cmd.*" {
            #expect(rows?.first?["fun"] == ["test.ping", "cmd.run"] && rows?.first?["arg"] == [[200], [200]])
        }
    }

    @Test func `a signal is sent in the name of the caller and told in Salt's words`() async throws {
        let jobs = try FakeJobs(["test.sleep"])
        let jid = jobs.jid(0)
        let name = jid.stringValue ?? ""
        let text = try await call("saltutil.signal_job", jid, 10, jobs: jobs).text
        #expect(text == "Signal 10 sent to job \(name) at pid 100")
        #expect(try await call("saltutil.signal_job", jid, 0, jobs: jobs).text.hasPrefix("Signal 0 sent"))
        #expect(try await call("saltutil.term_job", jid, jobs: jobs).text.hasPrefix("Signal 15 sent to job"))
        #expect(try await call("saltutil.kill_job", jid, jobs: jobs).text.hasPrefix("Signal 9 sent to job"))
        #expect(jobs.signals == ["10 100 root", "0 100 root", "15 100 root", "9 100 root"])
    }

    @Test(arguments: ["TERM", "SIGTERM", "term", "sigterm", "15", 15] as [Value])
    func `a signal may be a name or a number`(signal: Value) async throws {
        let jobs = try FakeJobs(["test.sleep"])
        _ = try await call("saltutil.signal_job", jobs.jid(0), signal, jobs: jobs)
        #expect(jobs.signals == ["15 100 root"])
    }

    @Test(arguments: [-1, 65, .int(.max), .uint(.max), "NOPE", "", "SIG", "-9", 9.5, nil] as [Value])
    func `what is no signal is refused and nothing is sent`(signal: Value) async throws {
        let jobs = try FakeJobs(["test.sleep"])
        let result = try await call("saltutil.signal_job", jobs.jid(0), signal, jobs: jobs)
        #expect(result.text.contains("sig must be a signal's name or number (0 to 64), found"))
        #expect(result.retcode == 1)
        #expect(jobs.signals.isEmpty)
    }

    @Test func `a job that does not run has an empty text`() async throws {
        let jobs = try FakeJobs(["test.sleep"])
        for jid in ["20200101000000000000", "bogus", 7] as [Value] {
            #expect(try await call("saltutil.term_job", jid, jobs: jobs) == FunctionResult(""))
            #expect(try await call("saltutil.kill_job", jid, jobs: jobs) == FunctionResult(""))
            #expect(try await call("saltutil.signal_job", jid, "HUP", jobs: jobs) == FunctionResult(""))
        }
        #expect(try await call("saltutil.term_job", jobs.jid(0)) == FunctionResult(""))
    }

    @Test func `all jobs are signalled, with a line each`() async throws {
        let jobs = try FakeJobs(["test.sleep", "cmd.run"])
        let lines = try await call("saltutil.term_all_jobs", jobs: jobs).value.arrayValue
        #expect(lines?.count == 2)
        #expect(lines?.last?.stringValue?.hasSuffix("at pid 101") == true)
        _ = try await call("saltutil.kill_all_jobs", jobs: jobs)
        #expect(jobs.signals == ["15 100 root", "15 101 root", "9 100 root", "9 101 root"])
        #expect(try await call("saltutil.kill_all_jobs") == FunctionResult([]))
    }

    @Test func `a call signals no job that was published after it`() async throws {
        let jobs = try FakeJobs(["test.sleep", "cmd.run"])
        let result = try await call("saltutil.kill_all_jobs", jobs: jobs, as: jobs.jobs[1].command.jid)
        #expect(result.value.arrayValue?.count == 1)
        #expect(jobs.signals == ["9 100 root"])
    }

    @Test func `a job that waits is taken from the queue by a signal that ends, and by no other`() async throws {
        let jobs = try FakeJobs(["(cmd.run)"])
        let name = jobs.jid(0).stringValue ?? ""
        let ended = try await call("saltutil.term_job", jobs.jid(0), jobs: jobs)
        #expect(ended == FunctionResult(.string("Signal 15 sent to job \(name), which was queued and will not start")))
        let looked = try await call("saltutil.signal_job", jobs.jid(0), 0, jobs: jobs)
        #expect(looked == FunctionResult(.string("Signal 0 sent to job \(name), which is queued")))
        let other = try await call("saltutil.signal_job", jobs.jid(0), "USR1", jobs: jobs)
        #expect(other.text == "Signal 10 not sent to job \(name): it is queued and has no process yet")
        #expect(other.retcode == 1)
    }

    @Test func `find_cached_job answers the return, or why there is none`() async throws {
        let jobs = try FakeJobs(["test.sleep"], cached: .kept(["retcode": 0, "return": true]))
        #expect(try await call("saltutil.find_cached_job", jobs.jid(0), jobs: jobs).value["return"] == true)
        let other = try await call("saltutil.find_cached_job", "20200101000000000000", jobs: jobs)
        #expect(other == FunctionResult("nothing is kept"))
        let wrong = try await call("saltutil.find_cached_job", "../../etc/passwd", jobs: jobs)
        #expect(wrong.text == "No job is kept under what is no jid: a text: ../../etc/passwd")
        #expect(wrong.retcode == 1)
    }

    @Test func `clear_job_cache takes hours, a day without`() async throws {
        let jobs = try FakeJobs(["test.sleep"])
        #expect(try await call("saltutil.clear_job_cache", jobs: jobs) == FunctionResult(true))
        #expect(try await call("saltutil.clear_job_cache", 0.5, jobs: jobs) == FunctionResult(true))
        #expect(jobs.signals == ["clear 86400", "clear 1800"])
        let wrong = try await call("saltutil.clear_job_cache", -1, jobs: jobs)
        #expect(wrong.text.contains("hours must be a number of hours from 0 to 87600, found"))
        let full = try FakeJobs(["test.sleep"], refusal: "the disk is gone")
        #expect(try await call("saltutil.clear_job_cache", jobs: full).text.hasSuffix("the disk is gone"))
    }

    @Test func `refresh_grains asks for new grains`() async throws {
        let jobs = try FakeJobs(["test.sleep"])
        #expect(try await call("saltutil.refresh_grains", jobs: jobs) == FunctionResult(true))
        #expect(jobs.signals == ["refresh"])
    }

    @Test func `a refusal by the system is told and is a failure`() async throws {
        let jobs = try FakeJobs(["test.sleep"], refusal: "Operation not permitted")
        let one = try await call("saltutil.kill_job", jobs.jid(0), jobs: jobs)
        #expect(one.text.hasPrefix("Signal 9 not sent to job"))
        #expect(one.text.hasSuffix(": Operation not permitted"))
        #expect(one.retcode == 1)
        #expect(try await call("saltutil.term_all_jobs", jobs: jobs).retcode == 1)
    }
}
