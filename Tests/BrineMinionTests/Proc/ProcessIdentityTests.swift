import BrineCore
import Glibc
import Testing

@testable import BrineMinion

@Suite struct `Which process it is` {
    @Test func `this one is alive`() throws {
        let identity = try #require(ProcessIdentity(runningAs: getpid()))
        #expect(identity.pid == getpid())
        #expect(identity.startTime > 0)
        #expect(identity.isAlive)
        #expect(ProcessIdentity(runningAs: getpid()) == identity)
    }

    @Test func `another start time is another process`() throws {
        let identity = try #require(ProcessIdentity(runningAs: getpid()))
        #expect(!ProcessIdentity(pid: getpid(), startTime: identity.startTime + 1).isAlive)
        #expect(!ProcessIdentity(pid: 1, startTime: .max).isAlive)
    }

    @Test func `one that has ended is not alive, whether its parent knows or not`() throws {
        let child = try ChildProcess("sleep 3600")
        let identity = try #require(ProcessIdentity(runningAs: child.pid))
        #expect(identity.isAlive)
        kill(child.pid, SIGKILL)
        try child.waitUntilZombie()
        #expect(!identity.isAlive)
        #expect(ProcessIdentity(runningAs: child.pid) == nil)
        _ = child.reap()
        #expect(!identity.isAlive)
        #expect(ProcessIdentity(runningAs: child.pid) == nil)
    }

    @Test(arguments: [0, -1, Int32.max, Int32.min]) func `what is no pid is no process`(pid: Int32) {
        #expect(ProcessIdentity(runningAs: pid) == nil)
        #expect(!ProcessIdentity(pid: pid, startTime: 0).isAlive)
    }

    @Test func `a name with brackets and spaces deceives nobody`() throws {
        let child = try ChildProcess("cp /bin/sleep '/tmp/a) Z 1 (b'; exec '/tmp/a) Z 1 (b' 3600")
        defer { unlink("/tmp/a) Z 1 (b") }
        #expect(try #require(ProcessIdentity(runningAs: child.pid)).isAlive)
    }
}
