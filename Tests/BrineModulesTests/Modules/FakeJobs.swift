import BrineCore
import BrineModules
import MessagePack
import Synchronization
import Testing

/// Jobs that are only said to run or to wait, and a record of what is asked to be done.
final class FakeJobs: JobControl {
    let jobs: [RunningJob]
    let refusal: String?
    /// What is kept of the first job.
    let cached: CachedReturn
    private let record = Mutex<[String]>([])

    /// Jobs of these functions, with the pids 100, 101, … and jids one microsecond apart; those in brackets wait, those with a
    /// comma are of several.
    init(_ functions: [String], refusal: String? = nil, cached: CachedReturn = .notKept("nothing is kept")) throws {
        jobs = try functions.enumerated()
            .map { index, function in
                let names = function.filter { $0 != "(" && $0 != ")" }.split(separator: ",")
                let calls = try names.map { FunctionCall(try #require(FunctionName($0)), CallArguments([200])) }
                let command = Command(
                    jid: try #require(JobID(microseconds: 1_000 + Int64(index))),
                    calls: try #require(Calls(calls)),
                    target: .glob("*"),
                    user: "root",
                    deliverBefore: Timestamp(microseconds: 0)
                )
                guard !function.hasPrefix("(") else { return RunningJob(queued: command) }
                return RunningJob(
                    command: command,
                    worker: ProcessIdentity(pid: Int32(100 + index), startTime: 1)
                )
            }
        self.refusal = refusal
        self.cached = cached
    }

    /// A line for each signal sent (its number, the pid and who asked), and for each other thing that was asked for.
    var signals: [String] { record.withLock { $0 } }

    /// The text of a job's id.
    func jid(_ index: Int) -> Value { .string(jobs[index].command.jid.description) }

    func runningJobs() -> [RunningJob] { jobs }

    func signal(_ jid: JobID, _ signal: Int32, by caller: SignalCaller) -> SignalOutcome {
        guard let job = jobs.first(where: { $0.command.jid == jid }) else { return .notRunning }
        if let refusal { return .failed(reason: refusal) }
        guard let worker = job.worker else { return [9, 15].contains(signal) ? .withdrawn : .queued }
        record.withLock { $0.append("\(signal) \(worker.pid) \(caller.user)") }
        return .sent(pid: worker.pid)
    }

    func cachedReturn(of jid: JobID) -> CachedReturn {
        jid == jobs[0].command.jid ? cached : .notKept("nothing is kept")
    }

    func clearCache(olderThan age: Duration) throws {
        record.withLock { $0.append("clear \(age.secondsText)") }
        if let refusal { throw Refusal(description: refusal) }
    }

    func refreshGrains() throws {
        record.withLock { $0.append("refresh") }
    }

    private struct Refusal: Error, CustomStringConvertible {
        let description: String
    }
}
