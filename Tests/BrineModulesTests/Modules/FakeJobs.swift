import BrineCore
import BrineModules
import MessagePack
import Synchronization
import Testing

/// Jobs that are only said to run, and a record of the signals sent to them.
final class FakeJobs: JobControl {
    let jobs: [RunningJob]
    let refusal: String?
    private let record = Mutex<[String]>([])

    /// Jobs that run these functions, with the pids 100, 101, … and jids one microsecond apart.
    init(_ functions: [String], refusal: String? = nil) throws {
        jobs = try functions.enumerated()
            .map { index, function in
                let command = Command(
                    jid: try #require(JobID(microseconds: 1_000 + Int64(index))),
                    function: try #require(FunctionName(function)),
                    arguments: CallArguments([200]),
                    target: .glob("*"),
                    user: "root",
                    deliverBefore: Timestamp(microseconds: 0)
                )
                return RunningJob(command: command, pid: Int32(100 + index), startTime: 1)
            }
        self.refusal = refusal
    }

    /// A line for each signal sent: its number, the pid and who asked.
    var signals: [String] { record.withLock { $0 } }

    /// The text of a job's id.
    func jid(_ index: Int) -> Value { .string(jobs[index].command.jid.description) }

    func runningJobs() -> [RunningJob] { jobs }

    func signal(_ jid: JobID, _ signal: Int32, by user: String) -> SignalOutcome {
        guard let job = jobs.first(where: { $0.command.jid == jid }) else { return .notRunning }
        if let refusal { return .failed(reason: refusal) }
        record.withLock { $0.append("\(signal) \(job.pid) \(user)") }
        return .sent(pid: job.pid)
    }
}
