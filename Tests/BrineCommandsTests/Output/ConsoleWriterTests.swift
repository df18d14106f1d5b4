import Dispatch
import Glibc
import Synchronization
import Testing

@testable import BrineCommands

@Suite struct `Console writer` {
    @Test func `writes an answer with a newline and nothing for an empty one`() throws {
        let pipe = try Pipe()
        let writer = ConsoleWriter(descriptor: pipe.writing, closesDescriptor: true)

        try writer.writeAnswer("web1:\n    é")
        try writer.writeAnswer("")
        try writer.writeLine("")

        #expect(pipe.read(100) == "web1:\n    é\n\n")
        #expect(!writer.isTerminal)
    }

    @Test func `creates, replaces and appends to a file`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out"

        try ConsoleWriter(path: path, appending: false).writeLine("one")
        try ConsoleWriter(path: path, appending: true).writeLine("two")
        #expect(folder.text(of: path) == "one\ntwo\n")

        try ConsoleWriter(path: path, appending: false).writeLine("three")
        #expect(folder.text(of: path) == "three\n")
    }

    @Test func `names a file that does not open`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/none/out"

        let expected = ConsoleError.cannotOpen(path: path, reason: "No such file or directory")
        #expect(throws: expected) { try ConsoleWriter(path: path, appending: true) }
        #expect(expected.description == "cannot open the output file '\(path)': No such file or directory")
    }

    @Test func `tells that its reader is gone`() throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = try Pipe()
        let writer = ConsoleWriter(descriptor: pipe.writing, closesDescriptor: true)
        pipe.closeReading()

        #expect(throws: ConsoleError.readerGone) { try writer.writeLine("x") }
    }

    @Test func `tells that the disk is full`() throws {
        let writer = try ConsoleWriter(path: "/dev/full", appending: false)

        #expect(throws: ConsoleError.cannotWrite(reason: "No space left on device")) { try writer.writeLine("x") }
    }

    @Test func `waits for room in a pipe that does not block`() throws {
        let pipe = try Pipe()
        _ = fcntl(pipe.writing, F_SETFL, fcntl(pipe.writing, F_GETFL) | O_NONBLOCK)
        let size = 1 << 20
        let text = Mutex("")
        let reader = DispatchGroup()

        // The text is larger than a pipe holds, so that the writer meets a full one while the reader goes on.
        DispatchQueue.global()
            .async(group: reader) {
                text.withLock { $0 = pipe.read(size + 1) }
            }
        let writer = ConsoleWriter(descriptor: pipe.writing, closesDescriptor: true)
        try writer.writeLine(String(repeating: "x", count: size))
        reader.wait()

        #expect(text.withLock { $0.utf8.count } == size + 1)
    }
}

/// A pipe whose writing end belongs to the writer that is tested.
private final class Pipe: Sendable {
    let writing: Int32
    private let reading: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    func closeReading() {
        close(reading)
    }

    /// Reads up to a number of bytes: what there is where it is less than a page, otherwise all of them.
    func read(_ count: Int) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count < count {
            let received = Glibc.read(reading, &chunk, chunk.count)
            guard received > 0 else { break }
            bytes += chunk[..<received]
            if count < chunk.count { break }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A folder of its own that is removed with what the tests put in it.
private final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/brine-output-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        unlink(path + "/out")
        rmdir(path)
    }

    func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let received = max(0, read(descriptor, &bytes, bytes.count))
        return String(decoding: bytes[..<received], as: UTF8.self)
    }
}
