internal import Glibc

/// The folders that take temporary files.
enum TemporaryFolder {
    /// The folders to try, in order: `TMPDIR`, `/var/tmp` and `/tmp`.
    ///
    /// `/var/tmp` comes before `/tmp` since the latter is often in memory.
    static var own: [String] {
        [getenv("TMPDIR").map { String(cString: $0) }].compactMap(\.self) + shared
    }

    /// Those of them that every user can enter.
    static let shared = ["/var/tmp", "/tmp"]

    /// A file name that nobody has.
    static var freshName: String {
        "brine-\(String(UInt64.random(in: 0...UInt64.max), radix: 16))"
    }
}
