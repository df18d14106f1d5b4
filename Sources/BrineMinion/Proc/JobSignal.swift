internal import BrineCore
internal import BrineFailpoints
internal import BrineModules
internal import Glibc

/// Sends signals to jobs: by the minion, and by `salt-call` beside it.
enum JobSignal {
    /// Whether a signal asks a process to end, so that a job which has none yet need not get one.
    static func endsProcesses(_ signal: Int32) -> Bool {
        [SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGTERM].contains(signal)
    }

    /// Sends a signal to the process group of a job's worker, once for each call that asks.
    ///
    /// Who asked is on the disk before; where the disk takes nothing the signal is sent all the same, since it may be what
    /// makes room.
    static func send(
        _ signal: Int32,
        to worker: ProcessIdentity,
        of jid: JobID,
        by caller: SignalCaller,
        _ notes: SignalNotes
    ) -> SignalOutcome {
        guard worker.isAlive else { return .notRunning }
        let note = SignalNotes.Note(signal: signal, caller: caller)
        if signal > 0 {
            let isNoted = notes.notes(of: jid).contains(note)
            // A signal that ends is sent again: whether it went out before the minion ended nobody knows, and twice is once.
            guard !isNoted || signal == SIGTERM || signal == SIGKILL else { return .sent(pid: worker.pid) }
            if !isNoted { try? notes.add(note, to: jid) }
            Failpoint.reached(.minionSignalNoted)
        }
        guard kill(-worker.pid, signal) == 0 else {
            return .failed(reason: String(cString: strerror(errno)))
        }
        // What is stopped cannot end before it goes on.
        if signal == SIGTERM { kill(-worker.pid, SIGCONT) }
        return .sent(pid: worker.pid)
    }
}
