import BrineCore
import Glibc
import Testing

@testable import BrineMinion

@Suite struct `A durable folder` {
    private let temporary: TemporaryFolder
    private let folder: DurableFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = DurableFolder("\(temporary.path)/a/b")
    }

    @Test(arguments: [0, 1, 65_536, 1_000_000]) func `gives back what was written`(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.write(bytes, for: jid(1))
        #expect(folder.contains(jid(1)))
        #expect(try folder.read(jid(1)) == bytes)
        #expect(temporary.names("a/b") == [jid(1).description])
    }

    @Test func `keeps the last of what was written`() throws {
        try folder.write([1, 2, 3], for: jid(1))
        try folder.write([4], for: jid(1))
        #expect(try folder.read(jid(1)) == [4])
    }

    @Test func `has nothing where nothing was written`() throws {
        #expect(try folder.read(jid(1)) == nil)
        #expect(!folder.contains(jid(1)))
        try folder.remove(jid(1))
        #expect(try folder.list().jids == [])
        try folder.makeFolder()
        #expect(try folder.read(jid(1)) == nil)
        #expect(try folder.list().jids == [])
    }

    @Test func `removes one and leaves the others`() throws {
        for number: Int64 in 1...3 { try folder.write([UInt8(number)], for: jid(number)) }
        try folder.remove(jid(2))
        #expect(try folder.list().jids == [jid(1), jid(3)])
        #expect(try folder.read(jid(2)) == nil)
    }

    @Test func `lists jids by age, other names apart, hidden ones not`() throws {
        for number: Int64 in [3, 1, 2] { try folder.write([], for: jid(number)) }
        let others = ["notes", "20261118110640", "99999999999999999999", "\(jid(4)).tmp"]
        for name in others + [".\(jid(5)).77", ".hidden"] { try temporary.write([], to: "a/b/\(name)") }
        let (jids, found) = try folder.list()
        #expect(jids == [jid(1), jid(2), jid(3)])
        #expect(found == others.sorted())
    }

    @Test func `is made again when it was deleted`() throws {
        try folder.write([1], for: jid(1))
        temporary.remove("a")
        #expect(try folder.read(jid(1)) == nil)
        #expect(!folder.contains(jid(1)))
        #expect(try folder.list().jids == [])
        try folder.remove(jid(1))
        try folder.write([2], for: jid(2))
        #expect(try folder.list().jids == [jid(2)])
    }

    @Test func `sets a file aside, where it is neither found nor lost`() throws {
        try folder.write([7], for: jid(1))
        try temporary.write([8], to: "a/b/notes")
        try folder.setAside(jid(1).description)
        try folder.setAside("notes")
        let (jids, others) = try folder.list()
        #expect(jids == [])
        #expect(others == [])
        #expect(temporary.names("a/b/.damaged") == [jid(1).description, "notes"])
        #expect(throws: FileError.self) { try folder.setAside("notes") }
    }

    // MARK: Where the system refuses

    @Test func `says what it could not do where a file stands in its way`() throws {
        try temporary.write([], to: "a")
        let path = "\(temporary.path)/a/b"
        let writing = #expect(throws: FileError.self) { try folder.write([1], for: jid(1)) }
        #expect(writing?.description == "cannot write \(path)/.\(jid(1)).\(getpid()): Not a directory")
        let making = #expect(throws: FileError.self) { try folder.makeFolder() }
        #expect(making?.description == "cannot make the folder \(path): Not a directory")
        let reading = #expect(throws: FileError.self) { try folder.read(jid(1)) }
        #expect(reading?.description == "cannot open \(path)/\(jid(1)): Not a directory")
        let listing = #expect(throws: FileError.self) { try folder.list() }
        #expect(listing?.description == "cannot list \(path): Not a directory")
        let removing = #expect(throws: FileError.self) { try folder.remove(jid(1)) }
        #expect(removing?.description == "cannot remove \(path)/\(jid(1)): Not a directory")
    }

    @Test func `leaves nothing of what it could not put in place`() throws {
        try folder.makeFolder()
        try temporary.makeFolder("a/b/\(jid(1))")
        #expect(throws: FileError.self) { try folder.write([1], for: jid(1)) }
        #expect(temporary.names("a/b") == [jid(1).description])
        #expect(try folder.read(jid(1)) == [])
    }

    /// In a process of its own, whose files may have 1,000 bytes and no more.
    @Test func `keeps the old file whole where there is no room for a new one`() async {
        await #expect(processExitsWith: .success) {
            let temporary = try TemporaryFolder()
            let folder = DurableFolder(temporary.path)
            try folder.write([1, 2, 3], for: jid(1))
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 1_000, rlim_max: 1_000)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            for number: Int64 in [1, 2] {
                let error = #expect(throws: FileError.self) {
                    try folder.write([UInt8](repeating: 7, count: 5_000), for: jid(number))
                }
                #expect(error?.code == EFBIG)
            }
            #expect(temporary.names() == [jid(1).description])
            #expect(try folder.read(jid(1)) == [1, 2, 3])
        }
    }
}
