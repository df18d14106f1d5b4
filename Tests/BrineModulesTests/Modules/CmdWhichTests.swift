import BrineCore
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `What cmd knows of executables` {
    @Test func `which answers a path, or None`() async throws {
        let path = try await call("cmd.which", "sh").text
        #expect(path.hasPrefix("/") && path.hasSuffix("/sh"))
        #expect(try await call("cmd.which", "/bin/sh").value == "/bin/sh")
        #expect(try await call("cmd.which", "no-such-program") == FunctionResult(.null))
        #expect(try await call("cmd.which", "/etc/passwd").value == .null)
    }

    @Test func `which_bin answers the first of some`() async throws {
        let path = try await call("cmd.which", "sh").value
        #expect(try await call("cmd.which_bin", ["no-such-program", "sh", "cat"]).value == path)
        #expect(try await call("cmd.which_bin", ["no-such-program"]).value == .null)
        #expect(try await call("cmd.which_bin", []).value == .null)
        #expect(try await call("cmd.which_bin", "sh").text.contains("cmds must be a list"))
    }

    @Test func `has_exec answers whether there is one`() async throws {
        #expect(try await call("cmd.has_exec", "sh") == FunctionResult(true))
        #expect(try await call("cmd.has_exec", "no-such-program") == FunctionResult(false))
    }

    @Test func `shells are the paths of a list, without its comments`() async throws {
        #expect(
            CmdModule.paths(in: "# /etc/shells\n/bin/sh\n\n  /usr/bin/bash \t\r\n#/bin/no\n") == [
                "/bin/sh", "/usr/bin/bash",
            ]
        )
        #expect(try await call("cmd.shells").value.arrayValue?.isEmpty == false)
    }
}
