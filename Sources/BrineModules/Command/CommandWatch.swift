internal import Glibc

/// Waits for the end of a command: reads what it writes, and ends it when its time is over.
///
/// One loop does both, so that a command that is asked to end can write as much as it likes on its way out.
struct CommandWatch {
    /// What came of it.
    struct Outcome: Sendable {
        /// The outputs, in the order of the pipes.
        var outputs: [CapturedOutput]
        /// Whether the command was ended since its time was over.
        var overran: Bool
    }

    private let command: WatchedProcess
    private var hasEnded = false
    /// What the command had started when its time was over, without what has ended since.
    private var others: [WatchedProcess] = []
    private var streams: [OutputStream]
    private var plan: TimeLimitPlan

    /// A watch over a process that the caller has started and not reaped.
    init(_ pid: Int32, _ streams: [OutputStream], _ plan: TimeLimitPlan) throws(ShellCommandError) {
        guard let command = WatchedProcess(pid) else {
            throw .notStarted("pidfd_open: \(String(cString: strerror(errno)))")
        }
        self.command = command
        self.streams = streams
        self.plan = plan
    }

    /// Watches until the command has ended.
    ///
    /// Blocks the calling thread. What a process that the command has left behind writes after its end is not waited for;
    /// another process takes it and throws it away.
    mutating func run() -> Outcome {
        while true {
            switch plan.step(at: .now, hasEnded: hasEnded, othersRun: !others.isEmpty) {
            case .wait(let moment): wait(until: moment)
            case .terminate: terminate()
            case .kill: kill()
            case .leave: return leave()
            }
        }
    }

    /// Waits for one event and takes it.
    private mutating func wait(until moment: ContinuousClock.Instant?) {
        let open = streams.indices.filter { streams[$0].isOpen }
        let processes = (hasEnded ? [] : [command]) + others
        let descriptors = open.map { streams[$0].descriptor } + processes.map(\.descriptor)
        var events = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&events, nfds_t(events.count), Self.milliseconds(until: moment)) > 0 else { return }
        for (index, event) in zip(open, events) where event.revents != 0 {
            streams[index].read()
        }
        for (process, event) in zip(processes, events[open.count...]) where event.revents != 0 {
            if process === command { hasEnded = true }
            others.removeAll { $0 === process }
        }
    }

    /// The wait for a moment as poll takes it: rounded up, or it would return too early again and again.
    private static func milliseconds(until moment: ContinuousClock.Instant?) -> Int32 {
        guard let moment else { return -1 }
        let time = (moment - .now).components
        guard time.seconds >= 0, time.attoseconds >= 0 else { return 0 }
        return time.seconds < 1_000_000
            ? Int32(time.seconds * 1_000 + time.attoseconds / 1_000_000_000_000_000) + 1 : .max
    }

    /// The command first: a shell must not go on to its next line when a program that it waits for has ended.
    private mutating func terminate() {
        others = Self.watched(ProcessTree.descendants(of: command.pid), orSend: SIGTERM)
        for process in [command] + others { process.signal(SIGTERM) }
    }

    /// The processes of these ids; where no descriptor is left for one it gets the signal at once.
    private static func watched(_ pids: [Int32], orSend signal: Int32) -> [WatchedProcess] {
        pids.compactMap { pid in
            if let process = WatchedProcess(pid) { return process }
            if errno != ESRCH { Glibc.kill(pid, signal) }
            return nil
        }
    }

    private mutating func kill() {
        let left = ([command] + others).filter { !$0.hasEnded }
        let started = Self.watched(left.flatMap { ProcessTree.descendants(of: $0.pid) }, orSend: SIGKILL)
        for process in left + started { process.signal(SIGKILL) }
        others = []
    }

    private mutating func leave() -> Outcome {
        for index in streams.indices where streams[index].isOpen {
            if streams[index].drain() { PipeDrain.handOver(streams[index].descriptor) }
        }
        return Outcome(outputs: streams.indices.map { streams[$0].finish() }, overran: plan.overran)
    }
}
