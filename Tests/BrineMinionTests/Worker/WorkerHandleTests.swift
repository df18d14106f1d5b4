import BrineCore
import Glibc
import Testing

@testable import BrineMinion

@Suite struct `A worker seen from the minion` {
    private func start(_ script: String) throws -> WorkerHandle {
        try WorkerHandle.start(WorkerExecutable(path: "/bin/sh", arguments: ["sh", "-c", script], log: "/dev/null"))
    }

    @Test func `gets its order whole, and tells how it ended`() throws {
        let worker = try start("test \"$(wc -c)\" -eq 300000 && exit 3")
        #expect(!worker.hasEnded)
        #expect(worker.hand([UInt8](repeating: 65, count: 300_000)))
        #expect(!worker.hand([1]))
        try waitUntilReadable(worker.descriptor)
        #expect(worker.hasEnded)
        #expect(worker.reap() == .exited(3))
    }

    @Test func `tells which signal ended it`() throws {
        let worker = try start("cat; kill -9 $$")
        #expect(worker.hand([]))
        try waitUntilReadable(worker.descriptor)
        #expect(worker.reap() == .signalled(SIGKILL))
    }

    @Test func `leads a session and a group of its own`() throws {
        let worker = try start("cat")
        #expect(getsid(worker.identity.pid) == worker.identity.pid)
        #expect(getpgid(worker.identity.pid) == worker.identity.pid)
        #expect(worker.hand([]))
        #expect(worker.reap() == .exited(0))
    }

    @Test func `sees the end of its orders where the minion lets go of it`() throws {
        let identity = try start("cat").identity
        var status: Int32 = -1
        #expect(waitpid(identity.pid, &status, 0) == identity.pid)
        #expect(status == 0)
    }

    @Test func `can be taken over by another minion, which learns when it ends and not how`() throws {
        let child = try ChildProcess("sleep 3600")
        let identity = try #require(ProcessIdentity(runningAs: child.pid))
        let worker = try #require(try WorkerHandle.adopt(identity))
        #expect(!worker.hasEnded)
        #expect(!worker.hand([1]))
        kill(-child.pid, SIGKILL)
        try waitUntilReadable(worker.descriptor)
        #expect(worker.hasEnded)
        #expect(worker.reap() == .unknown)
    }

    @Test func `that has ended, or is another process now, is not taken over`() throws {
        let child = try ChildProcess("sleep 3600")
        let identity = try #require(ProcessIdentity(runningAs: child.pid))
        #expect(try WorkerHandle.adopt(ProcessIdentity(pid: identity.pid, startTime: identity.startTime + 1)) == nil)
        kill(child.pid, SIGKILL)
        _ = child.reap()
        #expect(try WorkerHandle.adopt(identity) == nil)
    }

    @Test func `that cannot be started says why`() {
        let error = #expect(throws: FileError.self) {
            try WorkerHandle.start(WorkerExecutable(path: "/nowhere/worker", arguments: ["worker"], log: "/dev/null"))
        }
        #expect(error?.description == "cannot start /nowhere/worker: No such file or directory")
    }
}
