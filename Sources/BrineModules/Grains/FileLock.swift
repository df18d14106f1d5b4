internal import Glibc

/// A file that one process at a time holds while it works on another.
enum FileLock {
    /// Does something while holding the lock file at a path, which is made where there is none and stays.
    ///
    /// Waits as long as another holds it. The system lets go of it when its holder ends, however that happens.
    ///
    /// - Throws: ``GrainsFileError`` where the lock file cannot be held, and what `body` throws.
    static func holding<Answer>(_ path: String, _ body: () throws -> Answer) throws -> Answer {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw GrainsFileError.refused("open", path) }
        // Closing lets go: nobody else has this descriptor.
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw GrainsFileError.refused("lock", path) }
        }
        return try body()
    }
}
