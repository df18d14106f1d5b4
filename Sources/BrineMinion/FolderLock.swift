internal import Glibc

/// Keeps a second minion off a folder: two would run every job twice.
///
/// The system lets go of it when the process ends, however that happens.
final class FolderLock {
    private let descriptor: Int32

    /// Takes the folder, which is made where it is missing.
    ///
    /// - Throws: ``FolderInUse`` where another process has it; ``FileError`` where the system refuses.
    init(_ folder: String) throws {
        try DurableFolder(folder).makeFolder()
        let path = "\(folder)/minion.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let error = FileError("lock", path)
            close(descriptor)
            throw error.code == EWOULDBLOCK ? FolderInUse(path: path) : error
        }
        // Set last: an initialiser that throws after it would have `deinit` close the descriptor a second time.
        self.descriptor = descriptor
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
