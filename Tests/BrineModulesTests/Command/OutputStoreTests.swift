import BrineTesting
import Glibc
import Testing

@testable import BrineModules

@Suite struct `A store for an output` {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private var folder: String { "\(scratch.path)/output" }
    private var path: String { "\(folder)/7.stdout" }

    private func policy(limit: Int, inMemory: Int = 8, onDisk: Int = 1_000) -> OutputPolicy {
        OutputPolicy(limit: limit, folder: folder, name: "7", inMemory: inMemory, onDisk: onDisk)
    }

    private func stored(_ parts: String..., by policy: OutputPolicy) -> CapturedOutput {
        var store = OutputStore(policy, ending: "stdout")
        for part in parts { Array(part.utf8).withUnsafeBytes { store.append($0) } }
        return store.finish()
    }

    @Test func `keeps a short one in memory alone`() {
        let output = stored("abcd", "efgh", by: policy(limit: 100))
        #expect(output == CapturedOutput(bytes: Array("abcdefgh".utf8), total: 8, kept: 8))
        #expect(TestFile.names(in: scratch.path).isEmpty)
    }

    @Test func `removes the file of one that fits into the return`() {
        let output = stored("abcd", "efgh", "ij", "kl", by: policy(limit: 12))
        #expect(output == CapturedOutput(bytes: Array("abcdefghijkl".utf8), total: 12, kept: 12))
        #expect(ScratchFolder.mode(folder) == "700")
        #expect(TestFile.names(in: folder).isEmpty)
    }

    @Test func `leaves one in its file that fits as bytes and not as the text that they make`() {
        var store = OutputStore(policy(limit: 12), ending: "stdout")
        [UInt8](repeating: 0xff, count: 12).withUnsafeBytes { store.append($0) }
        let output = store.finish()
        #expect(output.bytes.count == 4)
        #expect(output.path == path)
        let text = output.text(trimsEnd: true)
        #expect(text.hasPrefix(String(repeating: "\u{fffd}", count: 4) + "\n[output cut: these"))
    }

    @Test func `leaves all of a longer one in a file for its owner`() throws {
        let output = stored("abcd", "efgh", "ijkl", by: policy(limit: 11))
        #expect(output == CapturedOutput(bytes: Array("abcdefghijk".utf8), total: 12, kept: 12, path: path))
        #expect(try TestFile.read(path) == "abcdefghijkl")
        #expect(ScratchFolder.mode(path) == "600")
    }

    @Test func `leaves a file too where memory would have held more than the return`() throws {
        let output = stored("abcd", by: policy(limit: 3))
        #expect(output == CapturedOutput(bytes: Array("abc".utf8), total: 4, kept: 4, path: path))
        #expect(try TestFile.read(path) == "abcd")
        #expect(stored("x", by: policy(limit: -1)).bytes.isEmpty)
    }

    @Test func `never takes the file of another`() throws {
        try TestFile.write("old", to: path)
        let output = stored("abcd", by: policy(limit: 3))
        #expect(output.path == "\(folder)/7.2.stdout")
        #expect(try TestFile.read(path) == "old")
        #expect(try TestFile.read("\(folder)/7.2.stdout") == "abcd")
    }

    @Test func `follows no link`() throws {
        try TestFile.write("old", to: "\(folder)/target")
        #expect(symlink("\(folder)/target", path) == 0)
        #expect(stored("abcd", by: policy(limit: 3)).path == "\(folder)/7.2.stdout")
        #expect(try TestFile.read("\(folder)/target") == "old")
    }

    @Test(arguments: ["", "/no/such/folder", "/dev/null"])
    func `does without a name where there is no folder`(folder: String) {
        var policy = policy(limit: 10)
        policy.folder = folder
        let output = stored("abcdefgh", "ijkl", by: policy)
        #expect(output == CapturedOutput(bytes: Array("abcdefghij".utf8), total: 12, kept: 12))
    }

    @Test func `stops at its bound and goes on counting`() throws {
        let output = stored("0123456789", "0123456789", "0123456789", by: policy(limit: 5, onDisk: 15))
        #expect(output.bytes == Array("01234".utf8))
        #expect(output.total == 30)
        #expect(output.kept == 15)
        #expect(output.failure == "no more than 15 bytes of an output are kept")
        #expect(try TestFile.read(path) == "012345678901234")
    }

    @Test(.enabled(if: geteuid() == 0))
    func `keeps what there is when the disk is full, and goes on counting`() throws {
        #expect(mkdir(folder, 0o700) == 0)
        try #require(mount("none", folder, "tmpfs", 0, "size=64k") == 0)
        defer { umount2(folder, Int32(MNT_DETACH)) }
        let part = String(repeating: "x", count: 50_000)
        let output = stored(part, part, part, by: policy(limit: 10, onDisk: 1_000_000))
        #expect(output.bytes == Array("xxxxxxxxxx".utf8))
        #expect(output.total == 150_000)
        #expect(output.kept >= 50_000 && output.kept <= 65_536)
        #expect(output.path == path)
        #expect(output.failure == "No space left on device")
    }

    @Test(.enabled(if: geteuid() == 0))
    func `keeps in memory what it can when the disk takes nothing at all`() throws {
        #expect(mkdir(folder, 0o700) == 0)
        try #require(mount("none", folder, "tmpfs", 0, "size=4k") == 0)
        defer { umount2(folder, Int32(MNT_DETACH)) }
        try TestFile.write(String(repeating: "x", count: 4_096), to: "\(folder)/full")
        let output = stored("abcd", "efghijkl", "mn", by: policy(limit: 6))
        #expect(output.bytes == Array("abcdef".utf8))
        #expect(output.total == 14)
        #expect(output.kept == 8)
        #expect(output.path == nil)
        #expect(output.failure == "No space left on device")
        #expect(TestFile.names(in: folder) == ["full"])
    }
}
