import Glibc
import Testing

@testable import BrineMinion

@Suite struct `Small files of /proc` {
    @Test func `tell the processes that are there`() throws {
        let child = try ChildProcess("sleep 3600")
        #expect(Set(ProcFile.pids).isSuperset(of: [getpid(), child.pid]))
        kill(child.pid, SIGKILL)
        _ = child.reap()
        #expect(!ProcFile.pids.contains(child.pid))
    }

    @Test func `tell a process's state, parent, group and session`() throws {
        let child = try ChildProcess("sleep 3600")
        let fields = try #require(ProcFile.fields(ofStatusOf: child.pid))
        #expect(fields.count >= 20)
        #expect(fields[1...3].map { Int32($0) } == [getpid(), child.pid, child.pid])
        kill(child.pid, SIGKILL)
        try child.waitUntilZombie()
        #expect(ProcFile.fields(ofStatusOf: child.pid)?.first == "Z")
        _ = child.reap()
        #expect(ProcFile.fields(ofStatusOf: child.pid) == nil)
    }

    @Test func `tell the same of a process whose name has brackets and spaces`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/a) Z 1 (b"
        let child = try ChildProcess("cp /bin/sleep '\(path)'; echo; exec '\(path)' 3600")
        try child.waitForLine()
        let fields = try #require(ProcFile.fields(ofStatusOf: child.pid))
        #expect(fields[1...3].map { Int32($0) } == [getpid(), child.pid, child.pid])
    }

    @Test func `tell how often the kernel has ended a process for want of memory, where it does`() throws {
        let text = try #require(ProcFile.text(at: "/proc/vmstat", limit: 1 << 20))
        #expect((ProcFile.memoryKills != nil) == text.split(separator: "\n").contains { $0.hasPrefix("oom_kill ") })
    }

    @Test func `are read no further than a limit`() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("0123456789".utf8), to: "file")
        let path = "\(folder.path)/file"
        #expect(ProcFile.text(at: path) == "0123456789")
        #expect(ProcFile.text(at: path, limit: 10) == "0123456789")
        #expect(ProcFile.text(at: path, limit: 4) == "0123")
    }

    @Test func `are nothing where they are empty, missing or none`() throws {
        let folder = try TemporaryFolder()
        try folder.write([], to: "file")
        #expect(ProcFile.text(at: "\(folder.path)/file") == nil)
        #expect(ProcFile.text(at: "\(folder.path)/none") == nil)
        #expect(ProcFile.text(at: folder.path) == nil)
        for pid in [0, -1, Int32.max] { #expect(ProcFile.fields(ofStatusOf: pid) == nil) }
    }
}
