internal import BrineCore
internal import BrineFailpoints
internal import BrineModules
internal import BrineTransport
internal import CLinux
internal import Glibc
internal import MessagePack
internal import Synchronization

/// Watches over a worker's one job, in a thread of its own: takes the signals, keeps the time limit, and makes the return.
///
/// The job ends once: by the result of its last function or by being abandoned, whichever comes first. One that is being ended
/// begins with no further function.
final class JobSupervisor: Sendable {
    private struct State {
        var supervision: JobSupervision
        var results: CallResults
        /// What the processes that had ended by then had taken when the function began.
        var formerProcesses = 0
        var hasEnded = false
    }

    private let order: WorkerOrder
    private let session: ProcessSession
    private let notes: SignalNotes
    /// Where the signals come out.
    private let signals: Int32
    /// Held from a signal's coming out to its being dealt with.
    private let dealing = Mutex(())
    private let state: Mutex<State>

    /// Begins to watch: from now on no signal but a crash, SIGKILL and those that stop a process does anything to this one by
    /// itself.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    init(_ order: WorkerOrder) throws {
        self.order = order
        session = ProcessSession(leader: getpid())
        notes = SignalNotes(procFolder: order.procFolder)
        state = Mutex(
            State(
                supervision: JobSupervision(limit: order.command.timeLimit, at: .now),
                results: CallResults(order.command.calls)
            )
        )
        signals = brine_catch_ending_signals()
        guard signals >= 0 else { throw FileError("catch signals in", "a worker") }
        _ = try BusThread("supervisor") { [self] opened in
            opened()
            watch()
        }
    }

    /// The function whose turn it was has come to its result: makes the job's return of it, where it was the last.
    ///
    /// - Returns: whether the next one is to run. Where not, the return is written, and the process may end.
    func goesOn(after result: FunctionResult) -> Bool {
        // What the signal has ended may be known before the thread has heard of the signal.
        takeSignals()
        let asked = notes.notes(of: order.command.jid).map(\.signal)
        let (isAbandoned, ended) = state.withLock { state -> (Bool, (CallResults, JobSupervision.Reason?)?) in
            guard !state.hasEnded else { return (true, nil) }
            let reason = state.supervision.reason(forResult: result.retcode, asked: asked)
            state.results.append(result)
            state.formerProcesses = Self.formerProcesses
            state.hasEnded = reason != nil || state.results.isComplete
            return (false, state.hasEnded ? (state.results, reason) : nil)
        }
        // The job was abandoned, and the thread that did it ends the process when the return is written.
        guard !isAbandoned else { while true { pause() } }
        guard let (results, reason) = ended else { return true }
        deliver(results, reason)
        return false
    }

    // MARK: The thread

    private func watch() {
        while true {
            // What has ended has no more moments to wait for.
            let deadline = state.withLock { $0.hasEnded ? nil : $0.supervision.nextDeadline }
            wait(until: deadline)
            takeSignals()
            act { $0.tick(hasProcesses: $1, at: .now) }
        }
    }

    private func wait(until deadline: ContinuousClock.Instant?) {
        var request = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
        // Rounded up: a wait that ends just before its moment would go round and round.
        let left = deadline.map { max(0, ($0 - .now) / .milliseconds(1) + 1) }
        _ = poll(&request, 1, left.map { Int32(min($0, 3_600_000)) } ?? -1)
    }

    private func takeSignals() {
        dealing.withLock { _ in
            while case let signal = brine_next_signal(signals), signal != 0 { received(signal) }
        }
    }

    private func received(_ signal: Int32) {
        // Who asked reached the worker's process group; a shell with job control has put others beside it.
        for pid in session.members where getpgid(pid) != session.leader { kill(pid, signal) }
        act { $0.received(signal, hasProcesses: $1, at: .now) }
    }

    private func act(_ decide: (inout JobSupervision, _ hasProcesses: Bool) -> [JobSupervision.Action]) {
        let hasProcesses = hasProcesses
        let (actions, results) = state.withLock { state -> ([JobSupervision.Action], CallResults) in
            guard !state.hasEnded else { return ([], state.results) }
            let actions = decide(&state.supervision, hasProcesses)
            for case .abandon in actions {
                state.hasEnded = true
                // That of the function that does not come to one.
                state.results.append(FunctionResult(.null))
            }
            return (actions, state.results)
        }
        for action in actions {
            switch action {
            case .endProcesses:
                session.send(SIGTERM)
                session.send(SIGCONT)
            case .killProcesses: session.kill()
            case .abandon(let reason):
                deliver(results, reason)
                // Not only this process: the function may have started something in this very moment. A signal to the group
                // reaches what is being forked, too.
                kill(-session.leader, SIGKILL)
            }
        }
    }

    /// Whether the function has processes, or has had some: then it is about to learn what became of them.
    private var hasProcesses: Bool {
        // In this order: one that is reaped while the session is looked through is among those that have ended by then.
        session.hasOthers || Self.formerProcesses > state.withLock(\.formerProcesses)
    }

    /// A number that has grown whenever another process of this one has ended: each touches memory.
    private static var formerProcesses: Int {
        var usage = rusage()
        getrusage(RUSAGE_CHILDREN.rawValue, &usage)
        return usage.ru_minflt + usage.ru_majflt
    }

    // MARK: The return

    private func deliver(_ results: CallResults, _ reason: JobSupervision.Reason?) {
        guard let reason else { return write(JobReturn(order.command, results.result)) }
        // Ended means ended: what still goes on in the session has the rest of its grace, and no more.
        if let end = state.withLock({ $0.supervision.graceEnd }) { session.waitForEnd(until: end) }
        session.kill()
        var user: String?
        if case .signal(let signal) = reason {
            user = notes.user(whoAskedFor: signal, to: order.command.jid)
        }
        write(JobReturn(order.command, results, endedBy: reason, askedForBy: user))
    }

    /// Writes the return, however long it takes: a full disk must not lose it.
    private func write(_ jobReturn: JobReturn) {
        let packet = ReturnPacket.make(jobReturn, of: order.minion)
        let outbox = DurableFolder(order.outboxFolder)
        var tries = 0
        while true {
            do {
                try outbox.write(packet, for: order.command.jid, halfway: .workerReturnUnnamed)
                return Failpoint.reached(.workerReturnWritten)
            } catch {
                if tries % Self.triesForALine == 0 {
                    WorkerProcess.tell("job \(order.command.jid) waits to write its return: \(error)")
                }
                tries += 1
                sleep(1)
                if jobReturn.ending != .ordinary { session.kill() }
            }
        }
    }

    /// How many tries to write a return, one a second, have one line in the log.
    private static let triesForALine = 60
}
