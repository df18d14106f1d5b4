internal import CLinux
internal import Glibc

/// Keeps a second minion off a folder: two would run every job twice.
///
/// The system lets go of it when the process ends, however that happens.
final class FolderLock {
    private let folder: String
    private var descriptor: Int32

    /// Takes the folder, which is made where it is missing.
    ///
    /// - Throws: ``FolderInUse`` where another process has it; ``FileError`` where the system refuses.
    init(_ folder: String) throws {
        self.folder = folder
        descriptor = try Self.take(folder)
    }

    /// Takes the folder anew where the lock's file is gone or another one: who empties the folder under a minion opens it to a
    /// second one.
    ///
    /// - Throws: ``FolderInUse`` where another process has it by now; ``FileError`` where the system refuses.
    func renew() throws {
        var (ours, there) = (stat(), stat())
        guard fstat(descriptor, &ours) == 0, stat(Self.path(in: folder), &there) == 0, ours.st_dev == there.st_dev,
            ours.st_ino == there.st_ino
        else {
            let fresh = try Self.take(folder)
            close(descriptor)
            descriptor = fresh
            return
        }
    }

    private static func path(in folder: String) -> String { "\(folder)/minion.lock" }

    private static func take(_ folder: String) throws -> Int32 {
        try DurableFolder(folder).makeFolder()
        let path = path(in: folder)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let error = FileError("lock", path)
            close(descriptor)
            throw error.code == EWOULDBLOCK ? FolderInUse(path: path) : error
        }
        return descriptor
    }

    deinit {
        close(descriptor)
    }
}

/// Another minion works in the folder.
struct FolderInUse: Error, CustomStringConvertible {
    /// The lock's file.
    let path: String

    var description: String { "another salt-minion is running: it holds \(path)" }
}
