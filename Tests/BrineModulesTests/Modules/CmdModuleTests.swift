import BrineCore
import BrineModules
import MessagePack
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite struct `The module cmd` {
    @Test func `run answers output and error in the order they came, and the exit code`() async throws {
        let result = try await call("cmd.run", "echo a; echo b >&2; echo c; exit 3")
        #expect(result == FunctionResult("a\nb\nc", retcode: 3, success: false))
        #expect(try await call("cmd.run", "echo hi") == FunctionResult("hi"))
        #expect(try await call("cmd.run", "") == FunctionResult(""))
    }

    @Test func `white space at the end is cut off and at the start is kept`() async throws {
        #expect(try await call("cmd.run", "printf '  a \\n\\tb \\t\\r\\n\\n'").text == "  a \n\tb")
        #expect(try await call("cmd.run", "printf '\\n \\n'").text == "")
    }

    @Test func `run_all answers the parts in Salt's order`() async throws {
        let result = try await call("cmd.run_all", "echo out; echo err >&2; exit 7")
        let map = try #require(result.value.mapValue)
        #expect(map.keys == ["pid", "retcode", "stdout", "stderr"])
        #expect(map["pid"]?.intValue ?? 0 > 1)
        #expect(map["retcode"] == 7)
        #expect(map["stdout"] == "out")
        #expect(map["stderr"] == "err")
        #expect(result.retcode == 7)
    }

    @Test func `run_stdout, run_stderr and retcode answer one part`() async throws {
        #expect(try await call("cmd.run_stdout", "echo out; echo err >&2").value == "out")
        #expect(try await call("cmd.run_stderr", "echo out; echo err >&2").value == "err")
        #expect(try await call("cmd.retcode", "exit 7") == FunctionResult(7, retcode: 7))
    }

    @Test func `the pid is that of the shell`() async throws {
        let map = try await call("cmd.run_all", "echo $$").value
        #expect(map["stdout"]?.stringValue == map["pid"]?.intValue.map { String($0) })
    }

    @Test func `ignore_retcode makes any exit code a success and still tells it`() async throws {
        let result = try await call("cmd.run_all", "exit 3", keyword: ["ignore_retcode": true])
        #expect(result.success)
        #expect(result.retcode == 0)
        #expect(result.value["retcode"] == 3)
    }

    @Test func `a signal is a negative exit code`() async throws {
        let result = try await call("cmd.run_all", "kill -TERM $$")
        #expect(result.value["retcode"] == -15)
        #expect(result.retcode == -15)
        #expect(!result.success)
    }

    @Test func `the command starts in cwd, with env and with stdin`() async throws {
        #expect(try await call("cmd.run", "pwd", keyword: ["cwd": "/usr"]).text == "/usr")
        let shown = try await call(
            "cmd.run",
            "echo \"$A|$B|${HOME-gone}\"",
            keyword: ["env": ["A": "a b", "B": 5, "HOME": nil]]
        )
        #expect(shown.text == "a b|5|gone")
        #expect(try await call("cmd.run", "cat", keyword: ["stdin": "one\ntwo"]).text == "one\ntwo")
        #expect(try await call("cmd.run", "cat") == FunctionResult(""))
    }

    @Test func `env may be a list of maps, and clean_env leaves nothing else`() async throws {
        let variables: Value = [["A": "one", "B": 2], ["A": "two"]]
        #expect(try await call("cmd.run", "echo $A $B", keyword: ["env": variables]).text == "two 2")
        let clean = try await call("cmd.run", "/usr/bin/env", keyword: ["env": ["A": "b"], "clean_env": true])
        #expect(clean.text.split(separator: "\n").filter { !$0.hasPrefix("PWD=") && !$0.hasPrefix("_=") } == ["A=b"])
    }

    @Test func `without cwd the command starts at home`() async throws {
        let home = try #require(getenv("HOME").map { String(cString: $0) })
        #expect(try await call("cmd.run", "pwd -P").text == call("cmd.run", "cd && pwd -P").text)
        #expect(try await call("cmd.run", "echo $HOME").text == home)
    }

    @Test func `input larger than a pipe holds up nothing, read or not`() async throws {
        let large = Value.string(String(repeating: "0123456789", count: 100_000))
        #expect(try await call("cmd.run", "wc -c", keyword: ["stdin": large]).text == "1000000")
        #expect(try await call("cmd.run", "true", keyword: ["stdin": large]) == FunctionResult(""))
    }

    @Test func `another shell can be named by path or by name`() async throws {
        #expect(try await call("cmd.run", "echo $0", keyword: ["shell": "/bin/bash"]).text == "/bin/bash")
        #expect(try await call("cmd.run", "echo ${BASH_VERSION:+yes}", keyword: ["shell": "bash"]).text == "yes")
    }

    @Test func `the command stays in the caller's process group`() async throws {
        let result = try await call("cmd.run", "cut -d ' ' -f 5 /proc/$$/stat")
        #expect(result.text == String(getpgrp()))
    }

    @Test func `what cannot be started is told and no crash`() async throws {
        let nowhere = "ERROR: Specified cwd '/no/such' either not absolute or does not exist"
        #expect(
            try await call("cmd.run", "pwd", keyword: ["cwd": "/no/such"])
                == FunctionResult(.string(nowhere), retcode: 1)
        )
        #expect(try await call("cmd.run", "pwd", keyword: ["cwd": "usr"]).text.contains("'usr' either not absolute"))
        #expect(
            try await call("cmd.run", "pwd", keyword: ["cwd": "/etc/passwd"]).text.hasPrefix("ERROR: Specified cwd")
        )
        let shell = try await call("cmd.run_all", "pwd", keyword: ["shell": "/no/shell"])
        #expect(shell == FunctionResult("ERROR: The shell /no/shell is not available", retcode: 1))
        #expect(
            try await call("cmd.run", "pwd", keyword: ["shell": "no-such-shell"]).text
                == "ERROR: The shell no-such-shell is not available"
        )
        #expect(try await call("cmd.run", "pwd", keyword: ["shell": ""]).retcode == 1)
        #expect(try await call("cmd.run", "pwd", keyword: ["shell": "/etc/passwd"]).retcode == 1)
        let huge = String(repeating: "x", count: 4_000_000)
        #expect(try await call("cmd.run", .string(huge)).text.hasPrefix("ERROR: "))
    }

    @Test func `a NUL is refused and never cuts a command short`() async throws {
        #expect(try await call("cmd.run", "echo a\0b").text == "ERROR: cmd must not hold a NUL character")
        #expect(try await call("cmd.run", "pwd", keyword: ["cwd": "/usr\0x"]).text.contains("cwd must not hold a NUL"))
        for variables in [["A\0B": "c"], ["A": "b\0c"], ["A=B": "c"]] as [Value] {
            #expect(try await call("cmd.run", "true", keyword: ["env": variables]).text.hasPrefix("ERROR: "))
        }
    }

    @Test(arguments: [["A": true], ["A": [1]], [5: "a"], ["": "a"], "A=b", ["A=b"], [["A": true]]] as [Value])
    func `a wrong environment is refused`(variables: Value) async throws {
        #expect(try await call("cmd.run", "true", keyword: ["env": variables]).text.contains("env must be a map"))
    }

    @Test(arguments: [5, true, nil, ["a": "b"]] as [Value])
    func `a command that is neither text nor list is refused`(command: Value) async throws {
        #expect(try await call("cmd.run", command).text.contains("cmd must be a text or a list, found"))
    }

    @Test(arguments: [-1, "ten", .double(.nan), .int(.max)] as [Value])
    func `a wrong timeout is refused`(timeout: Value) async throws {
        #expect(
            try await call("cmd.run", "true", keyword: ["timeout": timeout]).text.contains("timeout must be a number")
        )
    }

    @Test func `a command that ends in time is not touched by its timeout`() async throws {
        #expect(try await call("cmd.run", "echo hi", keyword: ["timeout": 300]) == FunctionResult("hi"))
    }

    @Test(.timeLimit(.minutes(5)))
    func `a command that runs too long is killed with what it started`() async throws {
        var path = Array("/tmp/brine-lock-XXXXXX".utf8CString)
        let lock = mkstemp(&path)
        try #require(lock >= 0)
        defer {
            unlink(path)
            close(lock)
        }
        let name = path.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } } ?? ""
        let result = try await call(
            "cmd.run",
            .string("flock \(name) sleep 300; echo never"),
            keyword: ["timeout": 0.5, "ignore_retcode": true]
        )
        #expect(result == FunctionResult("Timed out after 0.5 seconds", retcode: 1, success: false))
        // A process that the command left behind would hold the lock until the test's time is over.
        while flock(lock, LOCK_EX | LOCK_NB) != 0 {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
