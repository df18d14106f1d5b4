internal import BrineCore
internal import CLinux
internal import Glibc

/// A worker process, seen from the minion: a descriptor that tells when it ends, and the pipe that takes its order.
///
/// Belongs to the minion's thread. Letting go of a handle does not end the process.
final class WorkerHandle {
    /// How a worker ended.
    enum Ending: Sendable, Hashable {
        /// With an exit code.
        case exited(Int32)
        /// By a signal.
        case signalled(Int32)
        /// Nobody knows: it was not this process's child.
        case unknown
    }

    /// Which process it is.
    let identity: ProcessIdentity
    /// Becomes readable when the process ends.
    let descriptor: Int32
    private var orders: Int32?
    private let isChild: Bool

    private init(_ identity: ProcessIdentity, descriptor: Int32, orders: Int32?, isChild: Bool) {
        self.identity = identity
        self.descriptor = descriptor
        self.orders = orders
        self.isChild = isChild
    }

    deinit {
        close(descriptor)
        if let orders { close(orders) }
    }

    /// Starts a worker that waits for its order: this very executable, in a session and process group of its own, with every
    /// signal at its default.
    ///
    /// - Parameter executable: The path of the minion's executable, and the arguments that make it a worker.
    /// - Returns: the worker.
    /// - Throws: ``FileError`` where the system refuses.
    static func start(_ executable: WorkerExecutable) throws(FileError) -> WorkerHandle {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw FileError("make a pipe for", executable.path) }
        // The writing end must not reach any other worker, or this one would wait for its order's end for ever.
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        defer { close(ends[0]) }
        var pid: pid_t = 0
        do throws(FileError) {
            pid = try spawn(executable, input: ends[0])
            guard let identity = ProcessIdentity(runningAs: pid) else {
                throw FileError("find the process of", executable.path)
            }
            let descriptor = brine_pidfd_open(pid)
            guard descriptor >= 0 else { throw FileError("watch the process of", executable.path) }
            return WorkerHandle(identity, descriptor: descriptor, orders: ends[1], isChild: true)
        } catch {
            close(ends[1])
            if pid > 0 {
                // It has no order and will get none.
                Glibc.kill(pid, SIGKILL)
                waitpid(pid, nil, 0)
            }
            throw error
        }
    }

    /// Takes over a worker that an earlier run of the minion started; nil where that very process is not there any more.
    ///
    /// - Throws: ``FileError`` where that cannot be found out: a worker that may live must not be given up.
    static func adopt(_ identity: ProcessIdentity) throws(FileError) -> WorkerHandle? {
        let descriptor = brine_pidfd_open(identity.pid)
        guard descriptor >= 0 else {
            if errno == ESRCH { return nil }
            throw FileError("watch process", "\(identity.pid)")
        }
        // Looked at after the descriptor is open: from here on it cannot become another process.
        do throws(FileError) {
            guard try identity.isSurelyAlive() else {
                close(descriptor)
                return nil
            }
        } catch {
            close(descriptor)
            throw error
        }
        return WorkerHandle(identity, descriptor: descriptor, orders: nil, isChild: false)
    }

    /// Whether the process has ended already.
    var hasEnded: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    /// Hands the worker its order and closes the pipe behind it.
    ///
    /// - Returns: whether the worker got it whole.
    func hand(_ order: [UInt8]) -> Bool {
        guard let pipe = orders else { return false }
        defer {
            close(pipe)
            orders = nil
        }
        // Room for all of it, where the system gives that, so that nobody waits for a worker that is still starting.
        _ = brine_set_pipe_size(pipe, Int32(clamping: order.count))
        // A worker reads at once. One that is stopped must not stop the minion, whose thread this is.
        let end = ContinuousClock.now + Self.patience
        var rest = order[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(pipe, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN, ContinuousClock.now < end {
                var request = pollfd(fd: pipe, events: Int16(POLLOUT), revents: 0)
                _ = poll(&request, 1, 100)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// How long a worker may take to take its order.
    private static let patience = Duration.seconds(2)

    /// Ends a worker that has not begun.
    func kill() {
        Glibc.kill(identity.pid, SIGKILL)
    }

    /// The session whose processes are to be ended with the worker; nil where they cannot be told from others.
    ///
    /// A child's pid is its own until it is reaped. That of an adopted worker is free when it has ended, but not before the
    /// last process of its session: where another process has it by now, nothing of the session is left.
    var session: Int32? {
        isChild || ProcessIdentity(runningAs: identity.pid) == nil ? identity.pid : nil
    }

    /// Takes leave of a process that has ended: how it did.
    func reap() -> Ending {
        guard isChild else { return .unknown }
        var status: Int32 = 0
        guard waitpid(identity.pid, &status, 0) == identity.pid else { return .unknown }
        return brine_signalled(status) != 0 ? .signalled(brine_signal(status)) : .exited(brine_exit_code(status))
    }

    private static func spawn(_ executable: WorkerExecutable, input: Int32) throws(FileError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        // Not the minion's own standard error: whoever waits for the end of that would wait for every job's end.
        let log = access(executable.log, W_OK) == 0 ? executable.log : "/dev/null"
        posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_APPEND, 0)
        if input > 2 { posix_spawn_file_actions_addclose(&actions, input) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        // Whoever handles signals in the minion sets some to be ignored, and that would outlive the exec.
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, brine_spawn_flags())

        var arguments = executable.arguments.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid = pid_t()
        let result = posix_spawn(&pid, executable.path, &actions, &attributes, &arguments, environ)
        guard result == 0 else {
            errno = result
            throw FileError("start", executable.path)
        }
        return pid
    }
}

/// What a worker is started as.
public struct WorkerExecutable: Sendable, Hashable {
    /// The executable's path.
    public let path: String
    /// Its arguments, its own name first.
    public let arguments: [String]

    /// Where its standard error goes: the minion's log, or nowhere where that cannot be written.
    public let log: String

    /// An executable with the arguments that make it a worker.
    public init(path: String, arguments: [String], log: String) {
        self.path = path
        self.arguments = arguments
        self.log = log
    }

    /// The name by which an executable is told to be a worker; it is also what `ps` shows.
    public static let workerArgument = "worker"

    /// The executable that runs now.
    public static func own(log: String) -> WorkerExecutable {
        WorkerExecutable(path: "/proc/self/exe", arguments: ["salt-minion", workerArgument], log: log)
    }
}
