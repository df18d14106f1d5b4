import BrineCore
import BrineModules
import BrineTesting
import Glibc
import MessagePack
import Testing

@Suite struct `The output of cmd` {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private var places: MinionPlaces { MinionPlaces(outputFolder: "\(scratch.path)/output") }

    @Test func `that is not UTF-8 is told with replacements`() async throws {
        #expect(try await call("cmd.run", "printf 'a\\377b\\000c'").text == "a\u{FFFD}b\0c")
    }

    @Test func `keeps its white space at the end without rstrip`() async throws {
        #expect(try await call("cmd.run", "printf ' a \\n\\n'", keyword: ["rstrip": false]).text == " a \n\n")
    }

    @Test func `is left out with hide_output`() async throws {
        let hidden: ValueMap = ["hide_output": true]
        #expect(try await call("cmd.run", "echo a; exit 3", keyword: hidden) == FunctionResult("", retcode: 3))
        let map = try await call("cmd.run_all", "echo a; echo b >&2; exit 3", keyword: hidden).value
        #expect(map["stdout"] == "" && map["stderr"] == "" && map["retcode"] == 3)
    }

    @Test func `goes to one place with redirect_stderr`() async throws {
        let map = try await call("cmd.run_all", "echo a; echo b >&2; echo c", keyword: ["redirect_stderr": true]).value
        #expect(map["stdout"] == "a\nb\nc" && map["stderr"] == "")
    }

    @Test func `is whole though the command opens its outputs anew`() async throws {
        let line = "echo a > /dev/stdout; echo b > /dev/stdout; echo x > /dev/stderr; echo y > /dev/stderr"
        let map = try await call("cmd.run_all", .string(line)).value
        #expect(map["stdout"] == "a\nb")
        #expect(map["stderr"] == "x\ny")
        #expect(try await call("cmd.run", .string(line)).text == "a\nb\nx\ny")
    }

    @Test func `beyond the limit is cut, and said to be`() async throws {
        let result = try await call("cmd.run", "printf 0123456789", outputLimit: 4)
        #expect(result == FunctionResult("0123\n[output cut: these are the first 4 of 10 bytes]"))
        #expect(try await call("cmd.run", "printf 0123", outputLimit: 4).text == "0123")
        #expect(try await call("cmd.run", "printf 0123", outputLimit: -1).text.hasSuffix("first 0 of 4 bytes]"))
    }

    @Test func `of 50 MB is on the disk whole, and its start is answered`() async throws {
        let result = try await call(
            "cmd.run",
            "head -c 50000000 /dev/zero | tr '\\000' x",
            places: places,
            outputLimit: 1_000
        )
        let path = "\(scratch.path)/output/20261122144213307642.stdout"
        #expect(
            result.text == String(repeating: "x", count: 1_000)
                + "\n[output cut: these are the first 1000 of 50000000 bytes; all of it is in \(path)]"
        )
        #expect(try await call("cmd.run", .string("wc -c < \(path)")).text == "50000000")
    }

    @Test func `has a file for each stream that is too long`() async throws {
        let map = try await call("cmd.run_all", "echo abcd; echo e >&2", places: places, outputLimit: 2).value
        #expect(map["stdout"]?.stringValue?.contains("of 5 bytes; all of it is in \(scratch.path)/output/2026") == true)
        #expect(map["stderr"] == "e")
        #expect(TestFile.names(in: places.outputFolder) == ["20261122144213307642.stdout"])
        _ = try await call("cmd.run_stderr", "echo abcd >&2", places: places, outputLimit: 2)
        #expect(TestFile.names(in: places.outputFolder).last == "20261122144213307642.stdout")
        #expect(TestFile.names(in: places.outputFolder).first == "20261122144213307642.stderr")
    }

    @Test func `of both streams at once, each longer than a pipe, is read without waiting for either`() async throws {
        let line = "head -c 300000 /dev/zero | tee /dev/stderr"
        let map = try await call("cmd.run_all", .string(line), keyword: ["rstrip": false]).value
        #expect(map["stdout"]?.stringValue?.utf8.count == 300_000)
        #expect(map["stderr"]?.stringValue?.utf8.count == 300_000)
    }

    @Test func `ends with the shell, and who holds it open after that can go on writing`() async throws {
        #expect(mkfifo("\(scratch.path)/go", 0o600) == 0)
        let done = "\(scratch.path)/done"
        // The shell's own echo ends the shell where it writes into a pipe that nobody reads.
        let line = "echo a; (read x < \(scratch.path)/go; echo b; echo b >&2; touch \(done)) & echo c"
        #expect(try await call("cmd.run", .string(line)) == FunctionResult("a\nc"))
        #expect(ScratchFolder.mode(done).isEmpty)
        try TestFile.write("go\n", to: "\(scratch.path)/go")
        try await until("the end of the background process") {
            try await call("cmd.run", .string("test -e \(done)")).success
        }
    }

    @Test func `of two streams that are held open is taken from both, though it is more than pipes hold`() async throws
    {
        #expect(mkfifo("\(scratch.path)/go", 0o600) == 0)
        let done = "\(scratch.path)/done"
        let line = """
            (read x < \(scratch.path)/go
            i=0; while [ $i -lt 10000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done
            touch \(done)) & echo c
            """
        #expect(try await call("cmd.run_all", .string(line)).value["stdout"] == "c")
        try TestFile.write("go\n", to: "\(scratch.path)/go")
        try await until("the end of the background process") {
            try await call("cmd.run", .string("test -e \(done)")).success
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `is not waited for where a background process writes for ever`() async throws {
        let result = try await call("cmd.run", .string("yes & echo $! > \(scratch.path)/pid"))
        #expect(result.success)
        let pid = try #require(Int32(TestFile.read("\(scratch.path)/pid").dropLast()))
        #expect(kill(pid, SIGKILL) == 0)
    }
}
