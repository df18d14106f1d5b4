import Glibc
import Testing

@testable import BrineTransport

@Suite struct `Key files` {
    private let folder: KeyFolder
    private var path: String { "\(folder.path)/key" }

    init() throws {
        folder = try KeyFolder()
    }

    @Test func `give back what was written, with its mode and nothing beside it`() throws {
        let (first, second) = (try sampleKey(1).description, try sampleKey(2).description)
        try KeyFile.write(first, to: path, mode: 0o600)
        #expect(try KeyFile.read(path) == first)
        try KeyFile.write(second, to: path, mode: 0o600)

        #expect(try KeyFile.read(path) == second)
        #expect(folder.text("key") == second + "\n")
        #expect(folder.mode("key") == 0o600)
        #expect(folder.names() == ["key"])
    }

    @Test func `are nil where there is none`() throws {
        #expect(try KeyFile.read(path) == nil)
        #expect(try KeyFile.read("\(folder.path)/no/such/folder") == nil)
    }

    @Test(arguments: ["", "\n", "\r\n"])
    func `may end with a line end, or without one`(_ end: String) throws {
        let key = try sampleKey(3).description
        try folder.write(key + end, to: "key")

        #expect(try KeyFile.read(path) == key)
    }

    @Test(arguments: ["", "\n", "short", "KEY\nmore", "KEY\n\n\nmore", "KEYx", " KEY", "KEY KEY", "\u{0}\u{ff}"])
    func `are refused where they hold something else`(_ text: String) throws {
        let key = try sampleKey(3).description
        var content = text
        while let place = content.firstRange(of: "KEY") { content.replaceSubrange(place, with: key) }
        try folder.write(content, to: "key")

        #expect(throws: KeyError.malformed(path: path)) { try KeyFile.read(path) }
    }

    @Test func `are refused without waiting where they are pipes`() throws {
        try #require(mkfifo(path, 0o600) == 0)

        #expect(throws: KeyError.malformed(path: path)) { try KeyFile.read(path) }
    }

    @Test func `tell which folder cannot be read`() throws {
        try #require(mkdir(path, 0o700) == 0)

        let error = #expect(throws: KeyError.self) { try KeyFile.read(path) }
        #expect(error?.description == "cannot read \(path): Is a directory")
    }

    @Test func `leave nothing behind where they cannot be written`() throws {
        try #require(mkdir(path, 0o700) == 0)
        try folder.write("", to: "key/inside")
        let key = try sampleKey(1).description

        #expect(throws: KeyError.self) { try KeyFile.write(key, to: path, mode: 0o600) }
        #expect(folder.names() == ["key"])
        let missing = "\(folder.path)/none/key"
        #expect(throws: KeyError.system(action: "write", path: missing, reason: "No such file or directory")) {
            try KeyFile.write(key, to: missing, mode: 0o600)
        }
    }

    @Test func `get their folder with those above it`() throws {
        try KeyFile.makeFolder("\(folder.path)/a/b", mode: 0o700)
        try KeyFile.makeFolder("\(folder.path)/a/b", mode: 0o700)

        #expect(folder.mode("a") == 0o700)
        #expect(folder.mode("a/b") == 0o700)
    }

    @Test func `get a folder from here where its path is relative`() throws {
        var buffer = [CChar](repeating: 0, count: 4096)
        try #require(getcwd(&buffer, buffer.count) != nil)
        let here = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let up = String(repeating: "../", count: here.split(separator: "/").count)
        try KeyFile.makeFolder(up + folder.path.dropFirst() + "/a", mode: 0o700)

        #expect(folder.names() == ["a"])
    }

    @Test func `are listed in order without hidden names`() throws {
        for name in ["web2", "web1", ".new-1", "db1"] { try folder.write("", to: name) }

        #expect(try KeyFile.names(in: folder.path) == ["db1", "web1", "web2"])
        #expect(try KeyFile.names(in: "\(folder.path)/none").isEmpty)
        #expect(throws: KeyError.system(action: "list", path: "\(folder.path)/db1", reason: "Not a directory")) {
            try KeyFile.names(in: "\(folder.path)/db1")
        }
    }
}
