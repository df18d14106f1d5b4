import BrineCore
import BrineModules
import BrineTesting
import Glibc
import MessagePack
import Testing

@Suite struct `A command without a shell` {
    private let bare: ValueMap = ["python_shell": false]

    @Test func `is split into words, and nothing else of a shell has a meaning`() async throws {
        let result = try await call("cmd.run", "printf '%s|' 'a b' $HOME * | \"c d\" > x", keyword: bare)
        #expect(result.text == "a b|$HOME|*|||c d|>|x|")
    }

    @Test func `may be a list of words`() async throws {
        #expect(try await call("cmd.run", ["printf", "%s|", "a b", "$HOME", 5, 1.5]).text == "a b|$HOME|5|1.5|")
        #expect(try await call("cmd.run", ["printf", "%s", ""], keyword: bare).text == "")
        let map = try await call("cmd.run_all", ["sh", "-c", "echo $$; exit 3"]).value
        #expect(map["stdout"]?.stringValue == map["pid"]?.intValue.map { String($0) })
        #expect(map["retcode"] == 3)
    }

    @Test func `is found in the PATH that it is given`() async throws {
        let scratch = try ScratchFolder()
        try TestFile.write("#!/bin/sh\necho mine\n", to: "\(scratch.path)/my-tool")
        #expect(chmod("\(scratch.path)/my-tool", 0o755) == 0)
        let path: Value = .string("\(scratch.path):/usr/bin:/bin")
        #expect(try await call("cmd.run", ["my-tool"], keyword: ["env": ["PATH": path]]).text == "mine")
        #expect(try await call("cmd.run", ["./my-tool"], keyword: ["cwd": .string(scratch.path)]).text == "mine")
        #expect(try await call("cmd.run", ["echo", "hi"], keyword: ["clean_env": true]).text == "hi")
    }

    @Test func `that is not there is told`() async throws {
        let missing = try await call("cmd.run", ["no-such-program"], keyword: ["env": ["PATH": "/bin"]])
        #expect(
            missing
                == FunctionResult(
                    "ERROR: Unable to run command 'no-such-program': there is none in PATH (/bin)",
                    retcode: 1
                )
        )
        #expect(try await call("cmd.run", ["/no/such"]).text.hasPrefix("ERROR: "))
        #expect(try await call("cmd.run", ["/etc/passwd"]).text.hasPrefix("ERROR: "))
        #expect(try await call("cmd.run", ["echo", "a\0b"]).text == "ERROR: cmd must not hold a NUL character")
    }

    @Test(arguments: ["echo 'a", "echo \\", "", " "] as [Value])
    func `is refused where its words are not`(line: Value) async throws {
        let text = try await call("cmd.run", line, keyword: bare).text
        #expect(text.contains("cmd must be"))
    }

    @Test func `is refused where its list is not one of words, or is for a shell`() async throws {
        #expect(try await call("cmd.run", [[]]).text.contains("cmd must be a list of texts and numbers"))
        #expect(try await call("cmd.run", []).text.contains("cmd must be a program to run, found an empty list"))
        let both = try await call("cmd.run", ["ls"], keyword: ["python_shell": true])
        #expect(both.text.contains("cmd must be a text where a shell is to run it, found a list"))
        #expect(
            try await call("cmd.shell", ["ls"]).text
                .contains("cmd must be a text where a shell is to run it, found a list")
        )
    }

    @Test func `is not what cmd_shell runs`() async throws {
        #expect(try await call("cmd.shell", "echo a | tr a b; echo c >&2").text == "b\nc")
        #expect(try await call("cmd.shell", "true", keyword: bare).text.contains("unknown argument: python_shell"))
    }
}
