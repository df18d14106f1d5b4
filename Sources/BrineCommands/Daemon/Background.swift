import CLinux
import Glibc

/// A daemon's way into the background: the command starts itself anew in a session of its own, and waits until that one says
/// that it is ready, so that an error of its start is still told where it was typed.
enum Background {
    /// Starts this very command again in the background.
    ///
    /// - Returns: success when it is ready, its own exit code when it ended before.
    static func start() throws -> ExitStatus {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw BackgroundError(errno) }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        defer { close(ends[0]) }
        let pid: pid_t
        do {
            defer { close(ends[1]) }
            pid = try spawn(readyDescriptor: ends[1])
        }
        var byte: UInt8 = 0
        while true {
            let count = read(ends[0], &byte, 1)
            if count < 0, errno == EINTR { continue }
            if count > 0 { return .success }
            break
        }
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        return brine_signalled(status) != 0 ? .failure : .code(brine_exit_code(status))
    }

    /// Makes the process in the background independent of where it was started, before anything else.
    ///
    /// Its own children do not inherit the descriptor, or whoever waits for it would wait for them; and it has no terminal
    /// whose end could be meant by a hang-up.
    static func prepare(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        signal(SIGHUP, SIG_IGN)
    }

    /// Tells whoever waits that the daemon is ready.
    static func tellReady(_ descriptor: Int32) {
        let line = Array("ready\n".utf8)
        _ = write(descriptor, line, line.count)
        close(descriptor)
    }

    /// Lets go of the terminal: nothing is read from it or written to it any more.
    static func leaveTerminal() {
        let nothing = open("/dev/null", O_RDWR)
        guard nothing >= 0 else { return }
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] { dup2(nothing, descriptor) }
        if nothing > STDERR_FILENO { close(nothing) }
        // The folder it was started in can be unmounted or removed.
        _ = chdir("/")
    }

    private static func spawn(readyDescriptor: Int32) throws -> pid_t {
        // Whatever else was typed stays as it was typed; the descriptor says that this is the process in the background.
        let words = CommandLine.arguments + ["--ready-fd", "\(readyDescriptor)"]
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, brine_session_flag())
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid = pid_t()
        let result = posix_spawn(&pid, "/proc/self/exe", nil, &attributes, &arguments, environ)
        guard result == 0 else { throw BackgroundError(result) }
        return pid
    }
}

/// The system would not start the daemon's process.
struct BackgroundError: Error, CustomStringConvertible {
    /// The error in words.
    let description: String

    /// The error that an error number is.
    init(_ code: Int32) {
        description = "cannot start in the background: \(String(cString: strerror(code)))"
    }
}
