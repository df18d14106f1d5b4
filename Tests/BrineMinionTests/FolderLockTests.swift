import Glibc
import Testing

@testable import BrineMinion

@Suite struct `The lock on a minion's folder` {
    @Test func `keeps a second minion off until the first lets go`() throws {
        let temporary = try TemporaryFolder()
        let folder = "\(temporary.path)/cache/minion"
        try hold(folder) {
            for _ in 0..<2 {
                let error = #expect(throws: FolderInUse.self) { try FolderLock(folder) }
                #expect(error?.description == "another salt-minion is running: it holds \(folder)/minion.lock")
            }
        }
        try hold(folder) {}
    }

    @Test func `says why a folder cannot be had`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write([], to: "file")
        #expect(throws: FileError.self) { try FolderLock("\(temporary.path)/file/cache") }
        try temporary.makeFolder("minion.lock")
        let error = #expect(throws: FileError.self) { try FolderLock(temporary.path) }
        #expect(error?.description == "cannot open \(temporary.path)/minion.lock: Is a directory")
    }

    private func hold(_ folder: String, _ body: () throws -> Void) throws {
        let lock = try FolderLock(folder)
        try body()
        withExtendedLifetime(lock) {}
    }

    @Test func `is taken anew where its file was removed, with the folder or alone`() throws {
        let temporary = try TemporaryFolder()
        let folder = "\(temporary.path)/cache"
        let lock = try FolderLock(folder)
        for path in ["\(folder)/minion.lock", folder] {
            if path == folder { unlink("\(folder)/minion.lock") }
            #expect(remove(path) == 0)
            try lock.renew()
            #expect(throws: FolderInUse.self) { try FolderLock(folder) }
        }
        withExtendedLifetime(lock) {}
    }

    @Test func `is lost to a minion that took the emptied folder first`() throws {
        let temporary = try TemporaryFolder()
        let folder = temporary.path
        let lock = try FolderLock(folder)
        #expect(unlink("\(folder)/minion.lock") == 0)
        let other = try FolderLock(folder)
        #expect(throws: FolderInUse.self) { try lock.renew() }
        try other.renew()
        withExtendedLifetime(other) {}
    }
}
