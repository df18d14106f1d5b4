import BrineCore
import BrineModules
import BrineTesting
import Glibc
import MessagePack
import Testing

@Suite struct `A command of another user` {
    private static let isRoot = geteuid() == 0
    private let nobody: ValueMap = ["runas": "nobody"]

    @Test(.enabled(if: isRoot))
    func `has that user's rights alone`() async throws {
        #expect(
            try await call("cmd.run", "id -un; id -ru; id -gn; id -G", keyword: nobody).text.split(separator: "\n") == [
                "nobody", "65534", "nogroup", "65534",
            ]
        )
        #expect(try await call("cmd.run", ["id", "-un"], keyword: nobody).text == "nobody")
        #expect(try await call("cmd.run", "grep Groups: /proc/self/status", keyword: nobody).text == "Groups:\t65534")
        #expect(!(try await call("cmd.run", "cat /etc/shadow", keyword: nobody).success))
    }

    @Test(.enabled(if: isRoot))
    func `has that user's variables, under those that the call gives`() async throws {
        let line: Value = "echo $USER $LOGNAME $HOME $SHELL"
        let entry = try #require(getpwnam("nobody")).pointee
        let (home, shell) = (String(cString: entry.pw_dir), String(cString: entry.pw_shell))
        #expect(try await call("cmd.run", line, keyword: nobody).text == "nobody nobody \(home) \(shell)")
        let given: ValueMap = ["runas": "nobody", "env": ["HOME": "/h"], "clean_env": true]
        #expect(try await call("cmd.run", line, keyword: given).text == "nobody nobody /h \(shell)")
    }

    @Test(.enabled(if: isRoot))
    func `enters no folder that the user may not`() async throws {
        let scratch = try ScratchFolder()
        try #require(chmod(scratch.path, 0o700) == 0)
        let refused: ValueMap = ["runas": "nobody", "cwd": .string(scratch.path)]
        let result = try await call("cmd.run", "pwd", keyword: refused)
        #expect(result.text == "ERROR: Specified cwd '\(scratch.path)' either not absolute or does not exist")
        #expect(!result.success)
        try #require(chmod(scratch.path, 0o755) == 0)
        #expect(try await call("cmd.run", "pwd", keyword: refused).text == scratch.path)
    }

    @Test(.enabled(if: isRoot))
    func `starts in that user's home, or at the root where there is none`() async throws {
        #expect(try await call("cmd.run", "pwd", keyword: nobody).text == "/")
        #expect(try await call("cmd.run", "pwd", keyword: ["runas": "daemon"]).text == "/usr/sbin")
    }

    @Test(.enabled(if: isRoot))
    func `can open its outputs and its input by their names`() async throws {
        let line = "cat /dev/stdin; echo a > /dev/stdout; echo b > /dev/stderr"
        let map = try await call("cmd.run_all", .string(line), keyword: ["runas": "nobody", "stdin": "in\n"]).value
        #expect(map["stdout"] == "in\na")
        #expect(map["stderr"] == "b")
    }

    @Test(.enabled(if: isRoot))
    func `can have another group`() async throws {
        let groups = try await call("cmd.run", "id -gn; id -un", keyword: ["runas": "nobody", "group": "daemon"])
        #expect(groups.text == "daemon\nnobody")
        #expect(try await call("cmd.run", "id -gn; id -un", keyword: ["group": "daemon"]).text == "daemon\nroot")
    }

    @Test func `that is not there is told`() async throws {
        let text = "ERROR: User 'no-such-user' is not available"
        #expect(
            try await call("cmd.run", "id", keyword: ["runas": "no-such-user"])
                == FunctionResult(.string(text), retcode: 1)
        )
        #expect(
            try await call("cmd.run", "id", keyword: ["group": "no-such"]).text
                == "ERROR: Group 'no-such' is not available"
        )
    }

    @Test(.enabled(if: !isRoot))
    func `needs root`() async throws {
        let text = try await call("cmd.run", "id", keyword: ["runas": "root"]).text
        #expect(text == "ERROR: a command can be run as user 'root' by root only")
    }

    @Test(.enabled(if: isRoot))
    func `is ended with all it started when its time is over`() async throws {
        let scratch = try ScratchFolder()
        try TestFile.write("", to: "\(scratch.path)/lock")
        let line: Value = .string("flock \(scratch.path)/lock sleep 3600; echo never")
        let result = try await call("cmd.run", line, keyword: ["runas": "nobody", "timeout": 0.5])
        #expect(result.text == "Timed out after 0.5 seconds")
        #expect(try await call("cmd.run", .string("flock -w 60 \(scratch.path)/lock true")).success)
    }

    @Test(.enabled(if: isRoot))
    func `may be a script, whose copy is that user's`() async throws {
        let scratch = try ScratchFolder()
        try TestFile.write("#!/bin/sh\nid -un\nstat -c '%a %U' \"$0\"\n", to: "\(scratch.path)/script.sh")
        #expect(chmod("\(scratch.path)/script.sh", 0o600) == 0)
        let source: Value = .string("\(scratch.path)/script.sh")
        #expect(try await call("cmd.script", source, keyword: nobody).value["stdout"] == "nobody\n700 nobody")
        #expect(try await call("cmd.exec_code", "sh", "id -un", keyword: nobody).text == "nobody")
    }

    @Test func `makes files with the umask that it is given, and the caller's stays`() async throws {
        func ownMask() throws -> Substring? {
            try TestFile.read("/proc/self/status").split(separator: "\n").first { $0.hasPrefix("Umask:") }
        }
        let before = try ownMask()
        for mask in ["027", 27] as [Value] {
            #expect(try await call("cmd.run", "umask", keyword: ["umask": mask]).text == "0027")
            #expect(try await call("cmd.run", ["sh", "-c", "umask"], keyword: ["umask": mask]).text == "0027")
        }
        #expect(try await call("cmd.run", ["/no/such"], keyword: ["umask": "027"]).retcode == 1)
        #expect(try ownMask() == before)
    }

    @Test(arguments: ["0", 0, "", "8", "-2", "+2", "1000", 1.5, "u=rwx", true] as [Value])
    func `is refused with a wrong umask`(mask: Value) async throws {
        let text = try await call("cmd.run", "true", keyword: ["umask": mask]).text
        #expect(text.contains("umask must be octal digits from 1 to 777"))
    }
}
