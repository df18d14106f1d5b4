import BrineCore
import BrineStore
import BrineTransport
import BrineWire
import MessagePack
import Synchronization
import Testing

@testable import BrineMaster

/// A runner function that ends when it is told to.
private final class Gate: Sendable {
    private let (ended, end) = AsyncStream<Value>.makeStream()
    private let (begun, begin) = AsyncStream<Void>.makeStream()

    func open(_ value: Value) { end.yield(value) }

    func entered() async { for await _ in begun { return } }

    func pass() async -> Value {
        begin.yield()
        return await ended.first { _ in true } ?? .null
    }
}

@Suite(.timeLimit(.minutes(5))) struct `Calls of runners` {
    private let gate = Gate()

    private func catalogue() -> RunnerCatalogue {
        let gate = gate
        return RunnerCatalogue(
            [
                RunnerFunction("test.arg", "Answers.", parameters: [.rest("args", "Any.")]) { .array($1.rest) },
                RunnerFunction("test.wait", "Waits.") { _, _ in await gate.pass() },
                RunnerFunction("test.refuse", "Refuses.") { _, _ in throw RunnerRefusal("no") },
                RunnerFunction("test.long", "Answers at length.", parameters: [.required("bytes", .integer, "How.")]) {
                    .string(String(repeating: "x", count: Int(try $1.int("bytes"))))
                },
                RunnerFunction("test.deep", "Answers a list in a list, many times.") { _, _ in
                    (0..<100).reduce(Value.null) { value, _ in [value] }
                },
            ]
            .compactMap(\.self)
        )
    }

    private func request(_ name: String, _ arguments: Value..., isAsync: Bool = false) throws -> RunRequest {
        RunRequest(
            tag: 7,
            function: try #require(FunctionName(name)),
            arguments: CallArguments(arguments),
            user: "eva",
            isAsync: isAsync
        )
    }

    /// Makes a call, and waits until what is kept of it is kept.
    private func call(_ bench: MasterBench, _ request: RunRequest) async throws -> RunAnswer {
        let records = bench.runnerRecords()
        var answers: [[UInt8]] = []
        await bench.runnerDesk(catalogue(), records: records).handle(request) { answers.append($0) }
        await records.finish()
        #expect(answers.count == 1)
        return try RunAnswer(fields: OpenedPacket(try #require(answers.first), limits: .fromMaster).fields)
    }

    private func kept(_ jid: JobID?, _ bench: MasterBench) async throws -> (Job, Outcome, JobReturn) {
        let jid = try #require(jid)
        let stored = try #require(await bench.store.job(jid))
        let outcome = try #require(stored.outcomes.first)
        return (stored.job, outcome, try ReturnMessage(packet: outcome.body).jobReturn)
    }

    @Test func `are answered, and kept as jobs of the master`() async throws {
        let bench = try await MasterBench()
        bench.clock.set(1)
        let answer = try await call(bench, request("test.arg", 1, "two"))
        #expect(answer.value == [1, "two"] && answer.success && answer.tag == 7)
        let (job, outcome, jobReturn) = try await kept(answer.jid, bench)
        #expect(
            job.calls.all[0].function.description == "runner.test.arg"
                && job.calls.all[0].arguments == CallArguments([1, "two"])
        )
        #expect(job.target == .list([id("vm_master")]) && job.user == "eva")
        #expect(job.minions.compactMap { bench.roster.id(of: $0) } == [id("vm_master")])
        #expect(outcome.state == .succeeded && outcome.at == at(1))
        #expect(jobReturn.value == [1, "two"] && jobReturn.jid == job.jid && jobReturn.user == "eva")
        #expect(await bench.store.openJobs() == [])
        let text = Value.string(job.jid.description)
        #expect(try await bench.run("jobs.lookup_jid", text) == ["vm_master": [1, "two"]])
        #expect(try await bench.run("jobs.exit_success", text) == ["vm_master": true])
        let row = try await bench.run("jobs.list_job", text)
        #expect(row["Function"] == "runner.test.arg" && row["User"] == "eva")
        #expect(row["Target"] == "vm_master" && row["Target-type"] == "list" && row["Minions"] == ["vm_master"])
        #expect(row["State"] == ["vm_master": "succeeded"])
    }

    @Test func `that refuse have failed`() async throws {
        let bench = try await MasterBench()
        let answer = try await call(bench, request("test.refuse"))
        #expect(!answer.success)
        let (_, outcome, jobReturn) = try await kept(answer.jid, bench)
        #expect(outcome.state == .failed && jobReturn.value == "no" && jobReturn.retcode == 1)
    }

    @Test(arguments: [("test.none", false), ("test.none", true), ("test.wait", false), ("test.wait", true)])
    func `that cannot be begun are no jobs`(name: String, isAsync: Bool) async throws {
        let bench = try await MasterBench()
        let answer = try await call(bench, request(name, "too many", isAsync: isAsync))
        #expect(!answer.success && answer.jid == nil)
        #expect(answer.value.stringValue?.hasPrefix(name == "test.none" ? "'test.none' is" : "Passed invalid") == true)
        #expect(await bench.store.jobs(JobQuery()) == [])
    }

    @Test func `are kept without an answer or arguments that are too long, or too deep`() async throws {
        let bench = try await MasterBench()
        let limit = RunnerReturn.longestWaitedFor
        let long = try await call(bench, request("test.long", .int(Int64(limit))))
        #expect(long.value.stringValue?.utf8.count == limit)
        let told = try await kept(long.jid, bench).2.value.stringValue
        #expect(told?.hasPrefix("The answer is not kept: it was \(long.packet.count) bytes long, 65536 are") == true)
        let short = try await call(bench, request("test.long", .int(Int64(limit - 100))))
        #expect(try await kept(short.jid, bench).2.value == short.value)
        let deep = try await call(bench, request("test.deep"))
        #expect(try await kept(deep.jid, bench).2.value.stringValue?.hasPrefix("The answer is not kept: ") == true)
        let words = Value.string(String(repeating: "x", count: RunnerCall.longestArguments))
        let (job, _, jobReturn) = try await kept(try await call(bench, request("test.arg", words)).jid, bench)
        #expect(job.calls.all[0].arguments == jobReturn.calls.all[0].arguments)
        #expect(
            job.calls.all[0].arguments.positional.first?.stringValue?.hasPrefix("The arguments are not kept: ") == true
        )
    }

    @Test func `are answered before they are kept, and also where the store fails`() async throws {
        let bench = try await MasterBench()
        await bench.store.setFailing(true)
        let records = bench.runnerRecords()
        let answers = Mutex<[[UInt8]]>([])
        await bench.runnerDesk(catalogue(), records: records)
            .handle(try request("test.arg", 1)) { packet in
                answers.withLock { $0.append(packet) }
            }
        let answer = try RunAnswer(packet: try #require(answers.withLock { $0.first }))
        #expect(answer.value == [1])
        await bench.store.writes(3)
        #expect(await bench.store.jobs(JobQuery()) == [])
        await bench.store.setFailing(false)
        await records.finish()
        #expect(try await kept(answer.jid, bench).2.value == [1])
    }

    @Test func `that nobody waits for are open until they end, with their whole return then`() async throws {
        let bench = try await MasterBench()
        let long = String(repeating: "x", count: 2 * RunnerReturn.longestWaitedFor)
        let desk = bench.runnerDesk(catalogue())
        let request = try request("test.wait", isAsync: true)
        let (answers, answered) = AsyncStream<[UInt8]>.makeStream()
        async let ended: Void = desk.handle(request) { answered.yield($0) }
        let answer = try RunAnswer(packet: try #require(await answers.first { _ in true }))
        let jid = try #require(answer.jid)
        #expect(answer.success && answer.value == nil)
        #expect(await bench.store.openJobs().map(\.job.jid) == [jid])
        await gate.entered()
        #expect(try await bench.run("jobs.list_job", .string(jid.description))["State"] == ["vm_master": "running"])
        #expect(await bench.coordinator.liveJobs().isEmpty)
        #expect(try await bench.coordinator.watch(WatchRequest(tag: 1, jid: jid, have: 0), for: peer(1)))
        let standing = try JobStanding(packet: await bench.bus.next().packet)
        #expect(standing.waiting.map(\.id) == [id("vm_master")] && standing.waiting.map(\.state) == [.running])
        gate.open(.string(long))
        await ended
        let news = try await bench.news()
        #expect(news.jid == jid && news.outcomes.map(\.state) == [.succeeded])
        #expect(try await kept(jid, bench).2.value == .string(long))
        #expect(await bench.store.openJobs() == [])
        // No minion is acknowledged anything.
        #expect(bench.bus.all() == [])
    }

    @Test func `that nobody waits for are refused where the store fails, and beyond a bound`() async throws {
        let bench = try await MasterBench()
        let request = try request("test.arg", isAsync: true)
        await bench.store.setFailing(true)
        var answers: [[UInt8]] = []
        await bench.runnerDesk(catalogue()).handle(request) { answers.append($0) }
        await bench.store.setFailing(false)
        for number in 0..<JobCoordinator.mostOpenRunnerCalls {
            let call = RunnerCall(
                jid: jid(Int64(number)),
                function: request.function,
                arguments: CallArguments(),
                user: "eva"
            )
            try await bench.coordinator.begin(call, of: id("vm_master"))
        }
        await bench.runnerDesk(catalogue()).handle(request) { answers.append($0) }
        let failures = try answers.map { try Failure(packet: $0) }
        #expect(failures.map(\.code) == [.unavailable, .unavailable] && failures.map(\.tag) == [7, 7])
        #expect(failures[0].message.hasPrefix("the master cannot begin test.arg: the job store could not be written"))
        #expect(failures[1].message.hasSuffix("50 calls that nobody waits for run already"))
    }

    @Test func `that a killed master has left open are lost, once its next start`() async throws {
        let bench = try await MasterBench()
        let call = RunnerCall(
            jid: await bench.coordinator.nextJobID(),
            function: FunctionName(module: "jobs", function: "active"),
            arguments: CallArguments(),
            user: "eva"
        )
        try await bench.coordinator.begin(call, of: id("vm_master"))
        let next = try await MasterBench(store: bench.store)
        // Until that is in the store, whoever watches is told to wait.
        #expect(try await next.coordinator.watch(WatchRequest(tag: 1, jid: call.jid, have: 0), for: peer(1)))
        #expect(try JobStanding(packet: await next.bus.next().packet).waiting.count == 1)
        await next.coordinator.tick()
        #expect(try await next.news().outcomes.map(\.state) == [.lost])
        await next.coordinator.finishCommitting()
        #expect(await bench.store.openJobs() == [])
        #expect(try await next.run("jobs.list_job", .string(call.jid.description))["State"] == ["vm_master": "lost"])
    }

    @Test func `are not ended by what a minion returns under their jid`() async throws {
        let bench = try await MasterBench()
        let call = RunnerCall(
            jid: await bench.coordinator.nextJobID(),
            function: FunctionName(module: "jobs", function: "active"),
            arguments: CallArguments(),
            user: "eva"
        )
        try await bench.coordinator.begin(call, of: id("vm_master"))
        await bench.returned(call.jid, from: "a", value: "forged")
        _ = await bench.bus.next()
        await bench.coordinator.end(call.jid, as: .succeeded, body: [])
        await bench.coordinator.finishCommitting()
        let outcomes = try #require(await bench.store.job(call.jid)?.outcomes)
        #expect(outcomes.compactMap { bench.roster.id(of: $0.minion) } == [id("vm_master")])
    }

    @Test func `are not offered as jobs, and are told in numbers while they run`() async throws {
        let bench = try await MasterBench()
        let job = try await bench.publish()
        let call = RunnerCall(
            jid: await bench.coordinator.nextJobID(),
            function: FunctionName(module: "jobs", function: "active"),
            arguments: CallArguments(),
            user: "eva"
        )
        try await bench.coordinator.begin(call, of: id("vm_master"))
        #expect(try await bench.coordinator.newestJobs().map(\.jid) == [job])
        let question = ProgressRequest(tag: 1, jid: call.jid)
        #expect(await bench.coordinator.progress(question).counts == [.running: 1])
        await bench.coordinator.end(call.jid, as: .succeeded, body: [])
        await bench.coordinator.finishCommitting()
        #expect(await bench.coordinator.progress(question).counts == [:])
    }

    @Test func `wait with their returns while the store is behind`() async throws {
        let bench = try await MasterBench()
        let job = try await bench.publish()
        let call = RunnerCall(
            jid: await bench.coordinator.nextJobID(),
            function: FunctionName(module: "jobs", function: "active"),
            arguments: CallArguments(),
            user: "eva"
        )
        try await bench.coordinator.begin(call, of: id("vm_master"))
        await bench.store.hold()
        await bench.returned(job, from: "a")
        while await bench.store.batches.isEmpty { await Task.yield() }
        let packet = received(returnPacket(job, from: "a"), from: "a")
        let coordinator = bench.coordinator
        async let received: Void = coordinator.receive(Array(repeating: packet, count: OutcomeQueue.limit))
        while await coordinator.heldBack.isEmpty { await Task.yield() }
        async let ended: Void = coordinator.end(call.jid, as: .succeeded, body: [])
        while await coordinator.heldBack.count < 2 { await Task.yield() }
        await bench.store.release()
        _ = await (received, ended)
        await coordinator.finishCommitting()
        #expect(await bench.store.batches.map(\.count) == [1, OutcomeQueue.limit, 1])
        #expect(await bench.store.job(call.jid)?.outcomes.map(\.state) == [.succeeded])
    }

    @Test func `are neither run again nor ended, nor the last that was run, unless they are asked for`() async throws {
        let bench = try await MasterBench()
        let minions = try await bench.publish()
        let jid = try #require(try await call(bench, request("test.arg")).jid)
        let text = Value.string(jid.description)
        #expect(
            try await bench.refusal("jobs.rerun", text, "all")
                == "The job \(jid) is a call of a runner: call it again by salt-run test.arg."
        )
        #expect(try await bench.refusal("jobs.cancel", text).contains("is a call of a runner"))
        #expect(bench.bus.all() == [])
        #expect(try await bench.run("jobs.last_run").mapValue?.keys == [.string(minions.description)])
        for search: ValueMap in [["function": "runner.*"], ["target": "vm_master"]] {
            #expect(try await bench.run("jobs.last_run", keyword: search).mapValue?.keys == [text])
        }
        let rows = try await bench.run("jobs.list_jobs_filter", 1).arrayValue
        #expect(rows?.compactMap { $0["JID"] } == [text])
    }

    @Test func `count as no minion, whatever the master is called`() async throws {
        let bench = try await MasterBench(minions: 1)
        await bench.connect("a")
        _ = try await call(bench, request("test.arg"))
        #expect(bench.roster.number(of: id("vm_master")) != nil)
        #expect(try await bench.run("manage.status") == ["up": ["a"], "down": []])
        #expect(try await bench.coordinator.preview(.glob("*")) == [id("a")])
        #expect(try await bench.coordinator.preview(.list([id("vm_master")])) == [])
    }

    @Test func `have events of their beginning and their end`() async throws {
        let bench = try await MasterBench()
        var ear = EventEar(bench, "salt/*")
        let asked = RunRequest(
            tag: 7,
            function: FunctionName(module: "test", function: "arg"),
            arguments: CallArguments([1]),
            user: "eva"
        )
        for isAsync in [false, true] {
            var request = asked
            request.isAsync = isAsync
            let answer = try await call(bench, request)
            let jid = try #require(answer.jid)
            let stamp = Value.string(CivilTime(at(0)).isoText)
            let called = try await ear.next()
            #expect(called.tag == "salt/run/\(jid)/new")
            let text = Value.string(jid.description)
            #expect(
                called.data == [
                    "_stamp": stamp, "fun": "runner.test.arg", "fun_args": [1], "jid": text, "user": "eva",
                ]
            )
            let ended = try await ear.next()
            #expect(ended.tag == "salt/run/\(jid)/ret")
            #expect(
                ended.data == [
                    "_stamp": stamp, "fun": "runner.test.arg", "fun_args": [1], "jid": text, "return": [1],
                    "success": true, "user": "eva",
                ]
            )
        }
        #expect(try await ear.tagsSoFar() == [])
    }
}
