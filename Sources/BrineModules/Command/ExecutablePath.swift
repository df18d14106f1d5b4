internal import Glibc

/// Where executables are found.
enum ExecutablePath {
    /// Where to look for an executable when the environment does not say.
    static let standard = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// The own environment's `PATH`, or the standard one.
    static var own: String {
        getenv("PATH").map { String(cString: $0) } ?? standard
    }

    /// The path of an executable: itself where the name holds a slash, otherwise the first that `PATH` has.
    ///
    /// An empty or relative folder in `PATH` is passed over: what it means depends on who looks.
    ///
    /// - Parameters:
    ///   - name: A name or a path.
    ///   - path: The folders to look in, separated by colons.
    /// - Returns: nil where there is none that may be executed.
    static func find(_ name: String, in path: String = own) -> String? {
        guard !name.isEmpty, !name.utf8.contains(0) else { return nil }
        if name.utf8.contains(UInt8(ascii: "/")) { return isExecutable(name) ? name : nil }
        return path.split(separator: ":")
            .filter { $0.hasPrefix("/") }
            .map { $0.hasSuffix("/") ? "\($0)\(name)" : "\($0)/\(name)" }
            .first(where: isExecutable)
    }

    /// Whether there is a regular file that the caller may execute.
    static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}
