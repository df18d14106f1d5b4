import Glibc
import Testing

@testable import BrineMinion

@Suite struct `The processes of a job` {
    /// A shell with job control, which puts each process that it starts into a group of its own.
    private func shell(_ script: String) throws -> ChildProcess {
        let child = try ChildProcess("exec bash -c 'set -m; \(script)'")
        try child.waitForLine()
        return child
    }

    private func isThere(_ pid: Int32) -> Bool {
        ProcFile.fields(ofStatusOf: pid).map { $0.first != "Z" } ?? false
    }

    @Test func `are all of its session, in whatever group, but for the worker`() throws {
        let child = try shell("sleep 3600 & sleep 3600 & echo; wait")
        let members = ProcessSession(leader: child.pid).members
        #expect(members.count == 2)
        #expect(Set(members.map { getpgid($0) } + [child.pid]).count == 3)
        #expect(members.allSatisfy { getsid($0) == child.pid })
    }

    @Test func `are none of another session`() throws {
        let first = try shell("sleep 3600 & echo; wait")
        let second = try shell("sleep 3600 & sleep 3600 & echo; wait")
        let members = ProcessSession(leader: first.pid).members
        #expect(members.count == 1)
        #expect(Set(members).isDisjoint(with: ProcessSession(leader: second.pid).members))
    }

    @Test func `are not those that have ended`() throws {
        let child = try shell("true & sleep 3600 & echo; exec sleep 3600")
        let session = ProcessSession(leader: child.pid)
        // The shell is another program by then, which does not look after them: they stay zombies.
        for pid in session.members { kill(pid, SIGKILL) }
        session.waitForEnd(until: .now + .seconds(60))
        #expect(session.members == [])
        #expect(isThere(child.pid))
    }

    @Test func `get a signal each`() throws {
        let child = try shell("sleep 3600 & sleep 3600 & echo; exec sleep 3600")
        let session = ProcessSession(leader: child.pid)
        session.send(SIGTERM)
        session.waitForEnd(until: .now + .seconds(60))
        #expect(session.members == [])
        #expect(isThere(child.pid))
    }

    @Test func `are killed in whatever group, those that do not mind SIGTERM too`() throws {
        let child = try shell("(trap \"\" TERM; echo; sleep 3600; sleep 3600) & sleep 3600 & exec sleep 3600")
        let session = ProcessSession(leader: child.pid)
        session.kill()
        #expect(session.members == [])
        #expect(isThere(child.pid))
    }

    @Test func `are killed with those that they start meanwhile`() throws {
        let child = try shell("(echo; while :; do sleep 0.001; done) & (while :; do (true); done) & exec sleep 3600")
        let session = ProcessSession(leader: child.pid)
        session.kill()
        #expect(session.members == [])
        #expect(isThere(child.pid))
    }

    @Test func `are waited for no longer than until the moment that is given`() throws {
        let child = try shell("sleep 3600 & echo; wait")
        let session = ProcessSession(leader: child.pid)
        session.waitForEnd(until: .now)
        session.waitForEnd(until: .now + .milliseconds(20))
        #expect(session.members.count == 1)
    }

    @Test func `may be none`() throws {
        let child = try ChildProcess("exec sleep 3600")
        let session = ProcessSession(leader: child.pid)
        session.send(SIGKILL)
        session.kill()
        session.waitForEnd(until: .now + .seconds(60))
        #expect(session.members == [])
        #expect(isThere(child.pid))
    }
}
