import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `A simulated minion` {
    private let context = CallContext(jid: jid(1), user: "eva", minion: id("web"))

    private func calls(_ name: String, _ arguments: [Value] = []) throws -> Calls {
        Calls(try #require(FunctionName(name)), CallArguments(arguments))
    }

    private func outcome(_ work: SimulatedWork, _ calls: Calls) -> SimulatedWork.Outcome {
        var work = work
        return work.outcome(of: calls, in: context)
    }

    @Test func `runs nothing, and sleeps as long as it is told to`() throws {
        let work = SimulatedWork(seed: 1)
        let run = outcome(work, try calls("cmd.run", ["touch /tmp/never"]))
        #expect(run.duration == .zero)
        #expect(run.result == FunctionResult("Simulated: nothing was run."))
        let sleep = outcome(work, try calls("test.sleep", [2.5]))
        #expect(sleep.duration == .seconds(2.5))
        #expect(sleep.result == FunctionResult(true))
    }

    @Test func `answers truly what needs no worker, and what it has not`() throws {
        let work = SimulatedWork(longest: .seconds(9), failures: 1, seed: 1)
        let several = try #require(Calls([try calls("test.ping").all[0], try calls("no.such").all[0]]))
        let answer = outcome(work, several)
        #expect(answer.duration == .zero)
        #expect(answer.result.retcode == 254)
        #expect(answer.result.value["test.ping"] == true)
    }

    @Test func `takes as long as it is to, and fails as often`() throws {
        var work = SimulatedWork(longest: .seconds(4), failures: 0.25, seed: 7)
        let calls = try calls("cmd.run", ["uptime"])
        let outcomes = (0..<1_000).map { _ in work.outcome(of: calls, in: context) }
        #expect(outcomes.allSatisfy { (.zero ... .seconds(4)).contains($0.duration) })
        #expect(outcomes.filter { $0.duration > .seconds(2) }.count > 400)
        let failures = outcomes.filter { !$0.result.success }
        #expect((200...300).contains(failures.count))
        #expect(failures.allSatisfy { $0.result.retcode == 1 })
    }

    @Test func `has a job until its end`() {
        let jobs = SimulatedJobs()
        jobs.begin(command(1), SimulatedWork.Outcome(duration: .seconds(2), result: FunctionResult(true)), at: at(0))
        #expect(jobs.runningJobs().map(\.command) == [command(1)])
        #expect(jobs.nextEnd == at(2))
        #expect(jobs.takeEnded(at: at(1.9)) == [])
        #expect(jobs.takeEnded(at: at(2)) == [JobReturn(command(1), FunctionResult(true))])
        #expect(jobs.count == 0 && jobs.nextEnd == nil)
    }

    @Test func `ends a job by a signal that ends processes, and says who asked`() {
        let jobs = SimulatedJobs()
        let caller = SignalCaller(user: "ada", call: jid(9))
        jobs.begin(command(1), SimulatedWork.Outcome(duration: .seconds(60), result: FunctionResult(true)), at: at(0))
        #expect(jobs.signal(jid(2), SIGTERM, by: caller) == .notRunning)
        for signal in [0, SIGUSR1] { #expect(jobs.signal(jid(1), signal, by: caller) == .sent(pid: getpid())) }
        #expect(jobs.count == 1)
        #expect(jobs.signal(jid(1), SIGTERM, by: caller) == .sent(pid: getpid()))
        #expect(jobs.signal(jid(1), SIGTERM, by: caller) == .notRunning)
        let ended = jobs.takeEnded(at: at(1))
        #expect(ended.map(\.state) == [.terminated])
        #expect(ended.map(\.ending) == [.signalled(SIGTERM, by: "ada")])
    }

    @Test func `keeps to a job's time limit`() {
        let jobs = SimulatedJobs()
        var limited = command(1)
        limited.timeLimit = .seconds(3)
        jobs.begin(limited, SimulatedWork.Outcome(duration: .seconds(60), result: FunctionResult(true)), at: at(0))
        #expect(jobs.nextEnd == at(3))
        #expect(jobs.takeEnded(at: at(3)).map(\.state) == [.timedOut])
    }

    @Test func `is seen where it runs a job twice`() {
        var book = RunBook()
        #expect((0..<3).map { book.insert(jid(1), $0) } == [true, true, true])
        let again = book.insert(jid(1), 2)
        #expect(!again)
        let count = Int64(3 * RunBook.limit)
        for number in 0..<count { _ = book.insert(jid(10 + number), 0) }
        let (oldest, newest) = (book.insert(jid(1), 2), book.insert(jid(9 + count), 0))
        #expect(oldest, "forgotten by now")
        #expect(!newest)
    }

    @Test func `has the id of its number`() throws {
        func name(_ number: Int, prefix: String = "sim-") throws(SwarmError) -> MinionID {
            let settings = SwarmSettings(
                count: 1,
                prefix: prefix,
                seed: "a",
                master: "::1",
                enrolmentPort: 4_507,
                acceptanceWait: .seconds(1),
                reconnectInterval: .seconds(1)
            )
            #expect(settings.endpoint(4_507) == "tcp://[::1]:4507")
            return try settings.id(of: number)
        }
        #expect(try name(7) == id("sim-000007"))
        #expect(try name(1_234_567) == id("sim-1234567"))
        #expect(throws: SwarmError.badPrefix("a b")) { try name(1, prefix: "a b") }
    }
}
