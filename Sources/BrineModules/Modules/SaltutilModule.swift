internal import BrineCore
internal import Glibc
internal import MessagePack

/// The module `saltutil`: the jobs that the minion runs, signals to them, and what the minion keeps.
///
/// A text that is no jid names no job that runs, so it is answered as an unknown jid is.
enum SaltutilModule {
    static let functions: [ExecutionFunction] =
        [
            running, findJob, isRunning, signalJob, termJob, killJob, termAllJobs, killAllJobs, findCachedJob,
            clearJobCache, refreshGrains,
        ]
        .compactMap(\.self)

    private static let jid = Parameter.required("jid", .any, "the job's id")

    private static let running = ExecutionFunction(
        "saltutil.running",
        "Answers the jobs that the minion runs, without this call.",
        body: .inline { context, _ in FunctionResult(.array(context.jobs.runningJobs().map(\.row))) }
    )

    private static let findJob = ExecutionFunction(
        "saltutil.find_job",
        "Answers a job that the minion runs, or an empty map where it does not run it.",
        parameters: [jid],
        body: .inline { context, arguments in
            let jid = try arguments.jobID
            return FunctionResult(context.jobs.runningJobs().first { $0.command.jid == jid }?.row ?? [:])
        }
    )

    private static let isRunning = ExecutionFunction(
        "saltutil.is_running",
        "Answers the jobs that the minion runs one of whose functions fits a glob.",
        parameters: [.required("fun", .text, "a function or a glob, as in state.*")],
        body: .inline { context, arguments in
            let text = try arguments.string("fun")
            guard text.utf8.count <= Glob.maximumLength else {
                throw ArgumentError.wrongValue(
                    parameter: "fun",
                    expected: "a glob of at most \(Glob.maximumLength) bytes",
                    found: Value.string(text).foundText
                )
            }
            let glob = Glob(text)
            let jobs = context.jobs.runningJobs().filter { $0.command.calls.fit(glob) }
            return FunctionResult(.array(jobs.map(\.row)))
        }
    )

    private static let signalJob = ExecutionFunction(
        "saltutil.signal_job",
        "Sends a signal to all processes of a job.",
        details: "Answers an empty text where the minion does not run the job.",
        parameters: [jid, .required("sig", .any, "the signal: its number, or its name with or without SIG")],
        body: .inline { context, arguments in
            let found = try arguments.value("sig")
            guard let number = SignalNumber.parse(found) else {
                throw ArgumentError.wrongValue(
                    parameter: "sig",
                    expected: "a signal's name or number (0 to 64)",
                    found: found.foundText
                )
            }
            return try signal(arguments, number, context)
        }
    )

    private static let termJob = ExecutionFunction(
        "saltutil.term_job",
        "Asks a job to end (SIGTERM).",
        details: "What has not ended ten seconds later is killed. Answers an empty text where the minion does not run "
            + "the job.",
        parameters: [jid],
        body: .inline { context, arguments in try signal(arguments, SIGTERM, context) }
    )

    private static let killJob = ExecutionFunction(
        "saltutil.kill_job",
        "Ends a job at once (SIGKILL).",
        details: "Answers an empty text where the minion does not run the job.",
        parameters: [jid],
        body: .inline { context, arguments in try signal(arguments, SIGKILL, context) }
    )

    private static let termAllJobs = ExecutionFunction(
        "saltutil.term_all_jobs",
        "Asks all jobs that the minion runs to end (SIGTERM).",
        details: "What has not ended ten seconds later is killed.",
        body: .inline { context, _ in signalAll(SIGTERM, context) }
    )

    private static let killAllJobs = ExecutionFunction(
        "saltutil.kill_all_jobs",
        "Ends all jobs that the minion runs at once (SIGKILL).",
        body: .inline { context, _ in signalAll(SIGKILL, context) }
    )

    private static let findCachedJob = ExecutionFunction(
        "saltutil.find_cached_job",
        "Answers the return of a job that has ended, where the minion keeps it.",
        details: "Returns are kept with the setting cache_jobs, and without it until the master has them.",
        parameters: [jid],
        body: .inline { context, arguments in
            guard let jid = try arguments.jobID else {
                let found = try arguments.value("jid").foundText
                return FunctionResult(.string("No job is kept under what is no jid: \(found)"), retcode: 1)
            }
            return switch context.jobs.cachedReturn(of: jid) {
            case .kept(let fields): FunctionResult(.map(fields))
            case .notKept(let reason): FunctionResult(.string(reason))
            }
        }
    )

    private static let clearJobCache = ExecutionFunction(
        "saltutil.clear_job_cache",
        "Forgets the kept returns, and the outputs too long for a return, that are older than some hours.",
        parameters: [.optional("hours", .number, default: 24, "how old they may be; 0 forgets all")],
        body: .inline { context, arguments in
            try context.jobs.clearCache(olderThan: try arguments.hours("hours"))
            return FunctionResult(true)
        }
    )

    private static let refreshGrains = ExecutionFunction(
        "saltutil.refresh_grains",
        "Has the minion find out its grains anew.",
        details: "The grains file needs no such call: the minion sees when it has changed.",
        body: .inline { context, _ in
            try context.jobs.refreshGrains()
            return FunctionResult(true)
        }
    )

    private static func signal(
        _ arguments: BoundArguments,
        _ number: Int32,
        _ context: CallContext
    ) throws(ArgumentError) -> FunctionResult {
        guard let jid = try arguments.jobID else { return FunctionResult("") }
        let (text, failed) = sent(number, to: jid, context)
        return FunctionResult(.string(text), retcode: failed ? 1 : 0)
    }

    /// A job that ends between being listed and being signalled has no line: it needed none.
    ///
    /// Jobs published after the call are left alone: where the call comes a second time, since its return was lost with the
    /// minion, it reaches no job that the caller did not know.
    private static func signalAll(_ number: Int32, _ context: CallContext) -> FunctionResult {
        let older = context.jobs.runningJobs().map(\.command.jid).filter { $0 < context.jid }
        let outcomes = older.map { sent(number, to: $0, context) }
        let texts = outcomes.map(\.text).filter { !$0.isEmpty }
        return FunctionResult(.array(texts.map { .string($0) }), retcode: outcomes.contains(where: \.failed) ? 1 : 0)
    }

    private static func sent(
        _ number: Int32,
        to jid: JobID,
        _ context: CallContext
    ) -> (text: String, failed: Bool) {
        switch context.jobs.signal(jid, number, by: SignalCaller(user: context.user, call: context.jid)) {
        case .sent(let pid): ("Signal \(number) sent to job \(jid) at pid \(pid)", false)
        case .withdrawn: ("Signal \(number) sent to job \(jid), which was queued and will not start", false)
        case .queued where number == 0: ("Signal 0 sent to job \(jid), which is queued", false)
        case .queued: ("Signal \(number) not sent to job \(jid): it is queued and has no process yet", true)
        case .notRunning: ("", false)
        case .failed(let reason): ("Signal \(number) not sent to job \(jid): \(reason)", true)
        }
    }
}

extension BoundArguments {
    /// The job that the parameter `jid` names, or nil where what it holds is no jid.
    fileprivate var jobID: JobID? {
        get throws(ArgumentError) {
            try value("jid").stringValue.flatMap { JobID($0) }
        }
    }
}
