import BrineTesting
import Glibc
import Testing

@testable import BrineModules

@Suite struct `A script in a file of its own` {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test func `can be run by its owner and read by nobody else, and is removed`() throws {
        var file: ScriptFile? = try ScriptFile(holding: Array("echo hi".utf8), for: nil)
        let path = try #require(file?.path)
        #expect(ScratchFolder.mode(path) == "700")
        #expect(try TestFile.read(path) == "echo hi")
        file = nil
        #expect(ScratchFolder.mode(path).isEmpty)
    }

    @Test func `is a copy under the same ending`() throws {
        try TestFile.write("print(1)", to: "\(scratch.path)/a.b.py")
        let file = try ScriptFile.copy(of: "\(scratch.path)/a.b.py", for: nil)
        #expect(file.path.hasSuffix(".py"))
        #expect(try TestFile.read(file.path) == "print(1)")
    }

    @Test func `is not made of what is no file, and does not wait for a pipe`() throws {
        #expect(mkfifo("\(scratch.path)/pipe", 0o600) == 0)
        for source in ["/no/such", scratch.path, "\(scratch.path)/pipe", "/dev/zero"] {
            let error = #expect(throws: ShellCommandError.self) { try ScriptFile.copy(of: source, for: nil) }
            #expect(error?.description.hasPrefix("the script \(source) cannot be read: ") == true)
        }
    }

    @Test func `is not made of what is too long`() throws {
        try TestFile.write("", to: "\(scratch.path)/long")
        #expect(truncate("\(scratch.path)/long", 64 * 1_024 * 1_024 + 1) == 0)
        let error = #expect(throws: ShellCommandError.self) {
            try ScriptFile.copy(of: "\(scratch.path)/long", for: nil)
        }
        #expect(error?.description.hasSuffix("at most 67108864 bytes are expected, found 67108865") == true)
    }
}
