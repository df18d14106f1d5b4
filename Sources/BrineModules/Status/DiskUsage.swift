internal import Glibc
internal import MessagePack

/// How large a file system is and how much of it is free for users.
struct DiskUsage: Sendable, Hashable {
    /// Its size in bytes.
    var total: UInt64
    /// What users can still write, in bytes.
    var available: UInt64

    /// The sizes by numbers of blocks; nil where they do not fit 64 bits.
    init?(blocks: UInt64, available: UInt64, blockSize: UInt64) {
        let total = blocks.multipliedReportingOverflow(by: blockSize)
        let free = available.multipliedReportingOverflow(by: blockSize)
        guard !total.overflow, !free.overflow else { return nil }
        (self.total, self.available) = (total.partialValue, free.partialValue)
    }

    /// Of the file system that a path is on; nil where the system does not say.
    ///
    /// Waits for as long as the system does, which for a network's file system can be forever.
    init?(at path: String) {
        var figures = statvfs()
        guard statvfs(path, &figures) == 0 else { return nil }
        self.init(
            blocks: UInt64(figures.f_blocks),
            available: UInt64(figures.f_bavail),
            blockSize: UInt64(figures.f_frsize)
        )
    }

    /// The entry of `status.diskusage`, with nothing in it where the sizes are not known.
    static func entry(_ usage: DiskUsage?) -> Value {
        ["available": usage.map { Value($0.available) } ?? nil, "total": usage.map { Value($0.total) } ?? nil]
    }
}
