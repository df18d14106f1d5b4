internal import CLinux
internal import Glibc

/// Tells when a file has been put into the outbox by somebody else: `salt-call` leaves its returns there.
final class OutboxWatch {
    /// Becomes readable when a file has arrived.
    let descriptor: Int32
    private let folder: String
    private let inode: ino_t

    /// Watches a folder that is there.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    init(_ folder: String) throws(FileError) {
        self.folder = folder
        inode = Self.inode(of: folder)
        descriptor = brine_watch_arrivals(folder)
        guard descriptor >= 0 else { throw FileError("watch", folder) }
    }

    /// Whether the folder is still the one that is watched.
    var isThere: Bool { Self.inode(of: folder) == inode }

    private static func inode(of path: String) -> ino_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_ino : 0
    }

    deinit {
        close(descriptor)
    }

    /// Forgets the arrivals so far.
    func clear() {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
