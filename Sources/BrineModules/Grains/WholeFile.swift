internal import Glibc

/// A file that is read and replaced as a whole.
enum WholeFile {
    /// The bytes of a regular file, or nil where there is nothing at the path.
    ///
    /// - Parameters:
    ///   - path: The file, or a link to it.
    ///   - limit: How many bytes it may have.
    /// - Returns: All of them.
    /// - Throws: ``GrainsFileError`` where it cannot be read, is no regular file or is longer.
    static func read(_ path: String, limit: Int) throws(GrainsFileError) -> [UInt8]? {
        // Without waiting, for a pipe would hold the minion until somebody writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .refused("open", path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .refused("read", path) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .content(path, "expected a regular file, found something else")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .refused("read", path)
            }
            bytes += buffer[..<count]
        }
        throw .content(path, "expected at most \(limit) bytes, found more")
    }

    /// Replaces a file, or makes it: whoever reads it sees all of the old one or all of the new one.
    ///
    /// On the disk on return. The file keeps its mode and its owners. Only one process at a time may do this with one file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - bytes: What is to be in it.
    ///   - mode: The mode of a file that is not there yet.
    /// - Throws: ``GrainsFileError`` where the system refuses; the file is as it was then, unless it is only its folder that
    ///   cannot be brought to the disk.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws(GrainsFileError) {
        let temporary = "\(path).new"
        var status = stat()
        let former = stat(path, &status) == 0 ? status : nil
        do throws(GrainsFileError) {
            try create(temporary, bytes, mode: mode, like: former)
            guard rename(temporary, path) == 0 else { throw .refused("replace", path) }
        } catch {
            unlink(temporary)
            throw error
        }
        try sync(folderOf: path)
    }

    private static func create(
        _ path: String,
        _ bytes: [UInt8],
        mode: mode_t,
        like former: stat?
    ) throws(GrainsFileError) {
        // What an earlier run left there is in nobody's use.
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .refused("make", path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw .refused("write", path)
            }
            rest = rest.dropFirst(count)
        }
        if let former, fchown(descriptor, former.st_uid, former.st_gid) != 0 {
            throw .refused("give its owners to", path)
        }
        let mode = former.map { $0.st_mode & 0o7777 } ?? mode
        // The mode that was asked for, whatever the process's mask takes from it.
        guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw .refused("write", path) }
    }

    /// A rename is on the disk only when its folder is.
    private static func sync(folderOf path: String) throws(GrainsFileError) {
        let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .refused("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .refused("sync", folder) }
    }
}
