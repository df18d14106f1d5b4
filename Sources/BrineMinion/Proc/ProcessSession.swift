internal import CLinux
internal import Glibc

/// The processes of a session: all that a worker has started, but for what has left with a session of its own.
struct ProcessSession {
    /// The pid of the session's first process, which is the session's name.
    let leader: Int32

    /// How often processes that are started while others are ended are looked for.
    private static let rounds = 50

    /// The processes of the session without its leader, but for those that have ended.
    ///
    /// Reads a small file for each process of the machine.
    var members: [Int32] {
        ProcFile.pids.filter { pid in
            guard let state = state(of: pid) else { return false }
            return state != "Z" && state != "X"
        }
    }

    /// Whether there is anybody but the leader, also one that has ended and whose parent does not know it yet.
    ///
    /// Reads a small file for each process of the machine.
    var hasOthers: Bool {
        ProcFile.pids.contains { state(of: $0) != nil }
    }

    /// The state of a process, or nil where it is not of the session, or is its leader.
    private func state(of pid: Int32) -> Substring? {
        // State, parent, group, session.
        guard pid != leader, let fields = ProcFile.fields(ofStatusOf: pid), fields.count > 3, Int32(fields[3]) == leader
        else { return nil }
        return fields[0]
    }

    /// Kills what is left of sessions whose first process has ended and is not reaped yet, with one look at all processes.
    static func kill(leaders: Set<Int32>) {
        for leader in leaders { Glibc.kill(-leader, SIGKILL) }
        // A shell with job control has put some into groups of their own.
        for pid in ProcFile.pids where !leaders.contains(pid) {
            guard let fields = ProcFile.fields(ofStatusOf: pid), fields.count > 3, let session = Int32(fields[3]),
                leaders.contains(session)
            else { continue }
            Glibc.kill(pid, SIGKILL)
        }
    }

    /// Sends a signal to each of them.
    func send(_ signal: Int32) {
        for pid in members { Glibc.kill(pid, signal) }
    }

    /// Kills them all, those that are started meanwhile too.
    func kill() {
        for _ in 0..<Self.rounds {
            let left = members
            guard !left.isEmpty else { return }
            for pid in left { Glibc.kill(pid, SIGKILL) }
            waitForAny(of: left, until: .now + .milliseconds(100))
        }
    }

    /// Waits until none of them is left.
    func waitForEnd(until end: ContinuousClock.Instant) {
        while ContinuousClock.now < end {
            let left = members
            guard !left.isEmpty else { return }
            waitForAny(of: left, until: end)
        }
    }

    /// Waits until one of some processes ends.
    private func waitForAny(of pids: [Int32], until end: ContinuousClock.Instant) {
        // One that has ended meanwhile has no descriptor: then there is nothing to wait for.
        let descriptors = pids.map { brine_pidfd_open($0) }
        defer { for descriptor in descriptors where descriptor >= 0 { close(descriptor) } }
        guard descriptors.allSatisfy({ $0 >= 0 }) else {
            // Or no descriptors are left: a pause then, so that whoever looks again does not spin.
            _ = poll(nil, 0, 10)
            return
        }
        var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let left = (end - .now) / .milliseconds(1)
        _ = poll(&requests, nfds_t(requests.count), Int32(max(1, min(left, 60_000))))
    }
}
