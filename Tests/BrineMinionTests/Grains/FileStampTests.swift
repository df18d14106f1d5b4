import Glibc
import Testing

@testable import BrineMinion

@Suite struct `The stamp of a file` {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = "\(folder.path)/file"
        try folder.write([1, 2, 3], to: "file")
        try folder.setAge("file", to: 60)
    }

    @Test func `stays the same where nothing is done to the file`() throws {
        let stamp = try #require(FileStamp(path))
        #expect(ProcFile.text(at: path) != nil)
        #expect(FileStamp(path) == stamp)
    }

    @Test func `is another after a write, also of as much`() throws {
        let stamp = FileStamp(path)
        try folder.write([1, 2, 4], to: "file")
        #expect(FileStamp(path) != stamp)
    }

    @Test func `is another where the file is longer at the same moment`() throws {
        let stamp = FileStamp(path)
        var status = stat()
        try #require(stat(path, &status) == 0)
        try folder.write([1, 2, 3, 4], to: "file")
        try #require(utimensat(AT_FDCWD, path, [status.st_mtim, status.st_mtim], 0) == 0)
        #expect(FileStamp(path) != stamp)
    }

    @Test func `is another where another file has the name, with the same moment and length`() throws {
        let stamp = FileStamp(path)
        var status = stat()
        try #require(stat(path, &status) == 0)
        try folder.write([1, 2, 4], to: "other")
        try #require(utimensat(AT_FDCWD, "\(folder.path)/other", [status.st_mtim, status.st_mtim], 0) == 0)
        try #require(rename("\(folder.path)/other", path) == 0)
        #expect(FileStamp(path) != stamp)
    }

    @Test func `is that of the file that a link leads to`() throws {
        try #require(symlink(path, "\(folder.path)/link") == 0)
        #expect(FileStamp("\(folder.path)/link") == FileStamp(path))
    }

    @Test(arguments: ["none", "file/none", ""]) func `is none where there is no file`(name: String) {
        #expect(FileStamp(name.isEmpty ? "" : "\(folder.path)/\(name)") == nil)
    }
}
