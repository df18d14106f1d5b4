import BrineModules
import Glibc
import Testing

@testable import BrineMinion

@Suite struct `The mark for new grains` {
    private let folder: TemporaryFolder
    private let mark: GrainsMark

    init() throws {
        folder = try TemporaryFolder()
        mark = GrainsMark("\(folder.path)/mark")
    }

    @Test func `is made where it is missing, for nobody else`() throws {
        try mark.renew()
        var status = stat()
        try #require(stat(mark.path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(status.st_size == 0)
    }

    @Test func `is seen to be another each time`() throws {
        try mark.renew()
        try folder.setAge("mark", to: 60)
        let stamp = try #require(FileStamp(of: mark.path))
        #expect(FileStamp(of: mark.path) == stamp)
        try mark.renew()
        #expect(FileStamp(of: mark.path) != stamp)
    }

    @Test func `leads nowhere else`() throws {
        try folder.write([1], to: "other")
        try folder.setAge("other", to: 60)
        let stamp = FileStamp(of: "\(folder.path)/other")
        try #require(symlink("\(folder.path)/other", mark.path) == 0)
        let error = #expect(throws: FileError.self) { try mark.renew() }
        #expect(error?.description == "cannot write \(mark.path): Too many levels of symbolic links")
        #expect(FileStamp(of: "\(folder.path)/other") == stamp)
    }

    @Test func `says why it cannot be renewed`() {
        let mark = GrainsMark("\(folder.path)/none/mark")
        let error = #expect(throws: FileError.self) { try mark.renew() }
        #expect(error?.description == "cannot write \(mark.path): No such file or directory")
    }
}
