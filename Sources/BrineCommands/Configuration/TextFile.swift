import Glibc

/// Small text files and the names in a directory, read without Foundation, which costs a command's start.
enum TextFile {
    /// Why a file or a directory cannot be read.
    struct Fault: Error, Hashable {
        /// The reason, as in `cannot be read: Permission denied`.
        var text: String

        /// The reason that a system call left in `errno`.
        fileprivate static func last() -> Self {
            Self(text: "cannot be read: \(String(cString: strerror(errno)))")
        }
    }

    /// The longest file that is read, in bytes.
    static let maximumSize = 1 << 20

    /// The text of a file, or nil where there is none of that name.
    ///
    /// - Throws: ``Fault`` where it cannot be read, is longer than ``maximumSize`` or is not UTF-8.
    static func text(at path: String) throws(Fault) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .last()
        }
        defer { close(descriptor) }
        let bytes = try bytes(of: descriptor)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault(text: "expected text in UTF-8, found other bytes")
        }
        return text
    }

    /// The names in a directory in the order of their bytes, or nil where there is no directory of that name.
    ///
    /// - Throws: ``Fault`` where it cannot be read.
    static func names(in path: String) throws(Fault) -> [String]? {
        guard let directory = opendir(path) else {
            if errno == ENOENT { return nil }
            throw .last()
        }
        defer { closedir(directory) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(directory) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
        }
        guard errno == 0 else { throw .last() }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func bytes(of descriptor: CInt) throws(Fault) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .last() }
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
            guard bytes.count <= maximumSize else {
                throw Fault(text: "expected a file of \(maximumSize) bytes at most, found a longer one")
            }
        }
    }
}
