import BrineCore
import Testing

@testable import BrineModules

@Suite struct `A process` {
    private func entry(_ pid: Int32, _ command: String) throws -> ProcessEntry {
        try #require(ProcessEntry(pid: pid, status: "Uid:\t0\t0\t0\t0\n", commandLine: command))
    }

    @Test func `has the effective user and the arguments with blanks between`() throws {
        let status = "Name:\tnginx: worker\nUmask:\t0022\nUid:\t1000\t33\t1000\t1000\nGid:\t0\t0\t0\t0\n"
        let entry = try #require(ProcessEntry(pid: 7, status: status, commandLine: "nginx\0-g\0daemon off;\0"))
        #expect(entry.userID == 33)
        #expect(entry.command == "nginx -g daemon off;")
        #expect(entry.pid == 7)
    }

    @Test func `has its name in brackets where it has no command line`() throws {
        let status = "Name:\tkworker/0:1\nUid:\t0\t0\t0\t0\n"
        #expect(try #require(ProcessEntry(pid: 2, status: status, commandLine: "")).command == "[kworker/0:1]")
        #expect(try entry(3, "\0\0").command == "[]")
    }

    @Test(arguments: ["", "Uid:", "Uid:\t5", "Uid:\tx\ty", "Uid:\t0\t-1", "Uid:\t0\t99999999999", "Gid:\t0\t0"])
    func `without a user is none`(status: String) {
        #expect(ProcessEntry(pid: 1, status: status, commandLine: "x") == nil)
    }

    @Test func `of this machine is listed once, the first process and this one among them`() {
        let pids = ProcessEntry.ofThisMachine().map(\.pid)
        #expect(pids == Set(pids).sorted())
        #expect(pids.first == 1)
    }

    @Test func `is found by a regular expression anywhere in its line`() throws {
        let processes = [
            try entry(1, "/sbin/init"), try entry(20, "nginx: master process"), try entry(21, "nginx: worker process"),
        ]
        func pids(_ text: String) throws -> [Int32] { try ProcessPattern(text).pids(in: processes, asking: 99) }
        #expect(try pids("nginx") == [20, 21])
        #expect(try pids("nginx: (master|waiter)") == [20])
        #expect(try pids("^process") == [])
        #expect(try pids(#"/s\w+/"#) == [1])
        #expect(try pids("") == [1, 20, 21])
    }

    @Test func `is not found where it is what asks`() throws {
        let processes = [try entry(5, "nginx"), try entry(6, "salt-call status.pid nginx"), try entry(7, "nginx")]
        #expect(try ProcessPattern("nginx").pids(in: processes, asking: 5) == [7])
    }

    @Test(arguments: ["(", "[", "*", String(repeating: "a", count: 2_000)])
    func `is not looked for with what is no regular expression`(text: String) {
        #expect(throws: ArgumentError.self) { try ProcessPattern(text) }
    }

    @Test func `has a user with a name`() {
        #expect(AccountNames.ofUser(0) == "root")
        #expect(AccountNames.ofGroup(0) == "root")
        #expect(AccountNames.ofUser(4_294_967_290) == nil)
        #expect(AccountNames.ofGroup(4_294_967_290) == nil)
    }
}
