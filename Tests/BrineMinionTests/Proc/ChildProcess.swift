import BrineCore
import Glibc
import Testing

@testable import BrineMinion

/// A shell in a session of its own, ended with all it started when the test lets go of it.
final class ChildProcess {
    let pid: pid_t
    /// Its standard output: ends when the last process of the session has ended.
    private let output: Int32
    private var isReaped = false

    /// Starts a shell with a script.
    init(_ script: String) throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The test's thread may have signals blocked, and a child would inherit that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // 0x80 is POSIX_SPAWN_SETSID, which the C library shows to _GNU_SOURCE alone.
        posix_spawnattr_setflags(&attributes, 0x80 | Int16(POSIX_SPAWN_SETSIGMASK))
        let words = ["sh", "-c", script]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid = pid_t()
        let result = posix_spawn(&pid, "/bin/sh", &actions, &attributes, &arguments, environ)
        guard result == 0 else {
            close(ends[0])
            throw FileError("start", "/bin/sh")
        }
        (self.pid, output) = (pid, ends[0])
    }

    deinit {
        kill(-pid, SIGKILL)
        ProcessSession(leader: pid).kill()
        if !isReaped { waitpid(pid, nil, 0) }
        close(output)
    }

    /// Waits for a line of its output.
    @discardableResult
    func waitForLine() throws -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            try waitUntilReadable(output)
            try #require(read(output, &byte, 1) == 1)
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }

    /// Waits until every process of the session has ended.
    func waitForTheEndOfAll() throws {
        var byte: UInt8 = 0
        repeat { try waitUntilReadable(output) } while read(output, &byte, 1) > 0
    }

    /// Waits until it is stopped.
    func waitUntilStopped() throws {
        var information = siginfo_t()
        try #require(waitid(P_PID, id_t(pid), &information, WSTOPPED) == 0)
    }

    /// Waits until it has ended, and leaves it a zombie.
    func waitUntilZombie() throws {
        var information = siginfo_t()
        try #require(waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) == 0)
    }

    /// Waits until it has ended; the wait status.
    func reap() -> Int32 {
        var status: Int32 = 0
        waitpid(pid, &status, 0)
        isReaped = true
        return status
    }

    /// The running job whose worker this is.
    func job(_ number: Int64) throws -> RunningJob {
        let identity = try #require(ProcessIdentity(runningAs: pid))
        return RunningJob(command: command(number), worker: identity)
    }
}
