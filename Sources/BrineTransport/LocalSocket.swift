internal import Glibc

/// The control socket's path, and whether a master answers there.
public enum LocalSocket {
    /// The longest path the system takes: `sun_path` less its closing zero.
    static let longestPath = 107

    /// Refuses a path that no socket can have.
    ///
    /// - Throws: ``BusError`` where the path is too long.
    static func check(_ path: String) throws(BusError) {
        guard path.utf8.count <= longestPath else { throw .socketPathTooLong(path, limit: longestPath) }
    }

    /// Why nobody answers at a path, or nil where a process listens there.
    ///
    /// libzmq would wait without a word for a socket that a killed master left behind.
    public static func reasonNobodyListens(at path: String) -> String? {
        guard path.utf8.count <= longestPath else { return "the path is too long for a socket" }
        // Not blocking: a frozen master with a full queue of connections must not hold a command.
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return result == 0 || errno == EAGAIN ? nil : String(cString: strerror(errno))
    }
}
