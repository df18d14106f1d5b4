import Glibc

/// The file with a daemon's process id.
struct PIDFile: Sendable {
    private let path: String

    /// The file at a path.
    init(_ path: String) {
        self.path = path
    }

    /// Writes this process's id, making the folder where it is missing.
    ///
    /// - Returns: what kept it from being written, or nil.
    func write() -> String? {
        if let slash = path.lastIndex(of: "/") {
            var made = ""
            for part in path[..<slash].split(separator: "/") {
                made += "/\(part)"
                mkdir(made, 0o755)
            }
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            return "cannot write the pid file \(path): \(String(cString: strerror(errno)))"
        }
        defer { close(descriptor) }
        let text = Array("\(getpid())\n".utf8)
        _ = Glibc.write(descriptor, text, text.count)
        return nil
    }

    /// Removes the file, where it is still this process's own.
    func remove() {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0, String(decoding: buffer[..<count], as: UTF8.self) == "\(getpid())\n" else { return }
        unlink(path)
    }
}
