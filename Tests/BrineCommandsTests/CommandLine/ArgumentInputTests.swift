import Glibc
import Testing

@testable import BrineCommands

@Suite struct `Arguments from standard input` {
    /// Reads words where a text stands on the input.
    private func words(_ given: [String], input text: String) throws -> [String] {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let bytes = Array(text.utf8)
        try #require(bytes.isEmpty || write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        return try ArgumentInput.words(given, from: ends[0])
    }

    @Test func `come after those that were typed, one a line`() throws {
        let given = ["*", "--args-stdin"]
        #expect(try words(given, input: "test.arg\na b\n\nk=1\r\n") == given + ["test.arg", "a b", "", "k=1"])
        #expect(try words(given, input: "test.ping") == given + ["test.ping"])
        #expect(try words(given, input: "") == given)
    }

    @Test func `are read only where they are asked for`() throws {
        #expect(try words(["*", "test.ping"], input: "x\n") == ["*", "test.ping"])
        #expect(try words(["*", "test.arg", "--", "--args-stdin"], input: "x\n").count == 4)
    }

    @Test func `must be text`() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        _ = write(ends[1], [0xff, 0x0a] as [UInt8], 2)
        close(ends[1])
        #expect(throws: UsageError.self) { try ArgumentInput.words(["--args-stdin"], from: ends[0]) }
    }
}
