import BrineCore
import Glibc
import Testing

@testable import BrineMinion

@Suite struct `A file under a new name` {
    private let temporary: TemporaryFolder
    private let folder: DurableFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = DurableFolder("\(temporary.path)/a/b")
    }

    private func next(_ number: Int64, _ microseconds: Int64) -> JobID {
        JobID(at: Timestamp(microseconds: jid(number).microseconds + microseconds))
    }

    @Test func `has the moment's, and its content may tell it`() throws {
        try folder.writeNew(at: jid(1).timestamp) { Array($0.description.utf8) }
        #expect(temporary.names("a/b") == [jid(1).description])
        #expect(try folder.read(jid(1)) == Array(jid(1).description.utf8))
    }

    @Test func `has the next that is free, and leaves the others as they are`() throws {
        try folder.write([7], for: jid(1))
        try temporary.makeFolder("a/b/\(next(1, 1))")
        try #require(symlink("/nowhere", "\(temporary.path)/a/b/\(next(1, 2))") == 0)
        try folder.writeNew(at: jid(1).timestamp) { Array($0.description.utf8) }
        #expect(temporary.names("a/b") == (0...3).map { next(1, $0).description })
        #expect(try folder.read(jid(1)) == [7])
        #expect(try folder.read(next(1, 3)) == Array(next(1, 3).description.utf8))
    }

    @Test func `is none that another thread writes to`() throws {
        try folder.makeFolder()
        let unfinished = "a/b/.\(jid(1)).\(getpid())"
        try temporary.write([9], to: unfinished)
        try folder.writeNew(at: jid(1).timestamp) { Array($0.description.utf8) }
        #expect(try folder.list().jids == [next(1, 1)])
        #expect(try folder.read(next(1, 1)) == Array(next(1, 1).description.utf8))
        #expect(try temporary.read(unfinished) == [9])
    }

    @Test func `is each writer's alone, however many write at one moment`() async throws {
        let (folder, moment) = (folder, jid(1).timestamp)
        try await withThrowingTaskGroup { group in
            for writer in 0..<4 {
                group.addTask {
                    for _ in 0..<25 { try folder.writeNew(at: moment) { Array("\(writer) \($0)".utf8) } }
                }
            }
            try await group.waitForAll()
        }
        let names = try folder.list().jids
        #expect(names == (0..<100).map { next(1, $0) })
        var counts: [Substring: Int] = [:]
        for name in names {
            let words = String(decoding: try #require(try folder.read(name)), as: UTF8.self).split(separator: " ")
            #expect(words.last == Substring(name.description))
            counts[try #require(words.first), default: 0] += 1
        }
        #expect(counts == ["0": 25, "1": 25, "2": 25, "3": 25])
        #expect(temporary.names("a/b").count == 100)
    }

    @Test func `is none where the system refuses`() throws {
        try temporary.write([], to: "a")
        #expect(throws: FileError.self) { try folder.writeNew(at: jid(1).timestamp) { _ in [1] } }
        #expect(temporary.names() == ["a"])
    }
}
