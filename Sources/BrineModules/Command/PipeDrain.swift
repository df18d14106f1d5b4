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

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipe, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, brine_spawn_flags())

        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("cat"), nil]
        defer { free(arguments[0]) }
        var pid = pid_t()
        return posix_spawn(&pid, executable, &actions, &attributes, &arguments, environ) == 0
    }
}
