import BrineCore
import BrineModules
import BrineTesting
import Glibc
import MessagePack
import Testing

@Suite struct `A command in the background` {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test func `is started, and its pid is answered at once`() async throws {
        #expect(mkfifo("\(scratch.path)/go", 0o600) == 0)
        let line = "read x < \(scratch.path)/go; echo lost; echo $A $$ > \(scratch.path)/done"
        let result = try await call("cmd.run_bg", .string(line), keyword: ["env": ["A": "b"]])
        let pid = try #require(result.value["pid"]?.intValue)
        #expect(result.success)
        #expect(result.value.mapValue?.keys == ["pid"])
        let process = pid_t(pid)
        #expect(kill(process, 0) == 0)
        #expect(getsid(process) != getsid(0))
        #expect(getpgid(process) != getpgrp())
        try TestFile.write("go\n", to: "\(scratch.path)/go")
        try await until("the background process") {
            try await call("cmd.run", .string("cat \(scratch.path)/done")).text == "b \(pid)"
        }
    }

    @Test func `may do without a shell`() async throws {
        let path: Value = .string("\(scratch.path)/a b")
        _ = try await call("cmd.run_bg", ["touch", path])
        try await until("the background process") {
            try await call("cmd.run", ["test", "-e", path]).success
        }
    }

    @Test func `that cannot be started is told`() async throws {
        #expect(try await call("cmd.run_bg", ["no-such-program"]).text.hasPrefix("ERROR: Unable to run command"))
        let shell = try await call("cmd.run_bg", "true", keyword: ["shell": "/no/shell"])
        #expect(shell == FunctionResult("ERROR: The shell /no/shell is not available", retcode: 1))
        #expect(
            try await call("cmd.run_bg", "true", keyword: ["cwd": "/no/such"]).text.hasPrefix("ERROR: Specified cwd")
        )
        #expect(
            try await call("cmd.run_bg", "true", keyword: ["timeout": 1]).text.contains("unknown argument: timeout")
        )
    }
}
