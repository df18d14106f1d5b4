internal import Glibc

/// What tells one state of a file from another without reading it.
///
/// A file that is replaced is another one; a file that is changed in place has another time or size.
public struct FileStamp: Sendable, Hashable {
    private let device: UInt
    private let inode: UInt
    private let size: Int
    private let modifiedSeconds: Int
    private let modifiedNanoseconds: Int

    /// The stamp of the file that is at a path now, or nil where there is none; one system call.
    public init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
        size = Int(status.st_size)
        modifiedSeconds = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
    }
}
