import Glibc
import Testing

@testable import BrineModules

@Suite struct `An account` {
    @Test func `of nobody given is the own one`() throws {
        let account = try CommandAccount.find(user: nil, group: nil)
        #expect(account.user == geteuid())
        #expect(account.isOwn)
        #expect(account.groups.contains(account.group))
        #expect(account.variables["USER"] == account.name)
        #expect(account.variables["LOGNAME"] == account.name)
        #expect(account.variables["HOME"] == account.home)
        #expect(account.variables["SHELL"]?.hasPrefix("/") == true)
    }

    @Test(.enabled(if: geteuid() == 0))
    func `of another user has that user's numbers, home and groups`() throws {
        let entry = try #require(getpwnam("nobody")).pointee
        let account = try CommandAccount.find(user: "nobody", group: nil)
        #expect(account.name == "nobody")
        #expect(account.user == entry.pw_uid)
        #expect(account.group == entry.pw_gid)
        #expect(account.home == String(cString: entry.pw_dir))
        #expect(account.groups == [entry.pw_gid])
        let inDaemon = try CommandAccount.find(user: "nobody", group: "daemon")
        #expect(inDaemon.group == getgrnam("daemon").pointee.gr_gid)
        #expect(inDaemon.groups.contains(inDaemon.group))
    }

    @Test(.enabled(if: geteuid() != 0))
    func `of another user is not to be had without root`() {
        #expect(throws: ShellCommandError.needsRoot(user: "root")) {
            try CommandAccount.find(user: "root", group: nil)
        }
    }

    @Test(arguments: ["", "no-such-user", "no\0body", "0"])
    func `of an unknown user or group is refused`(name: String) {
        #expect(throws: ShellCommandError.unknownUser(name)) { try CommandAccount.find(user: name, group: nil) }
        #expect(throws: ShellCommandError.unknownGroup(name)) { try CommandAccount.find(user: nil, group: name) }
    }
}
