internal import CLinux
internal import Glibc

/// Reads a pipe to its end after the process that made it has gone, so that who still writes is not killed by SIGPIPE.
enum PipeDrain {
    /// Hands a pipe to a `cat` in a session of its own, which throws away what comes and ends with the last writer.
    ///
    /// Where there is no `cat` in `PATH`, or it cannot be started, nothing can be done: a writer gets SIGPIPE once the
    /// caller has closed its end.
    ///
    /// - Returns: Whether it was started.
    @discardableResult
    static func handOver(_ pipe: Int32, to executable: String? = ExecutablePath.find("cat")) -> Bool {
        guard let executable else { return false }
        // A cat does not wait where a read does not.
        _ = fcntl(pipe, F_SETFL, 0)
        let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nothing >= 0 else { return false }
        defer { close(nothing) }
        let pid = start(executable, input: pipe, output: nothing)
        guard pid > 0 else { return false }
        // A worker ends before it does. Where the process goes on, a child that has ended must not stay for ever.
        _ = OwnThread.start("drain") { while waitpid(pid, nil, 0) < 0, errno == EINTR {} }
        return true
    }

    /// It gets none of our other descriptors: it would hold them for as long as somebody writes.
    private static func start(_ executable: String, input: Int32, output: Int32) -> pid_t {
        let arguments = CStrings(["cat"])
        let variables = CStrings([] as [String])
        defer { withExtendedLifetime((arguments, variables)) {} }
        return executable.withCString { path in
            "/"
                .withCString { folder in
                    var failure = brine_start_failure()
                    var start = brine_start()
                    start.path = path
                    start.arguments = UnsafePointer(arguments.pointers)
                    start.environment = UnsafePointer(variables.pointers)
                    start.folder = folder
                    (start.input, start.output, start.error) = (input, output, output)
                    start.leads_session = 1
                    return brine_start(&start, &failure)
                }
        }
    }
}
