internal import Glibc

/// A small disk in memory, mounted on a folder for those alone who are started on it.
///
/// It is a tmpfs in a mount namespace, which a process that does nothing else keeps alive. Nobody else sees it, and nothing is
/// left of it when that process has ended.
public final class SmallDisk: Sendable {
    /// The folder that it is mounted on.
    private let folder: String
    /// The process that keeps it.
    private let holder: Int32

    /// Whether this process may make one.
    public static func isPossible() async -> Bool {
        let probe = try? await CommandRun.run("/usr/bin/unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
        return probe?.status == 0
    }

    /// Runs a test with a new disk.
    ///
    /// - Parameters:
    ///   - folder: The folder it is mounted on; made where it is not there.
    ///   - kibibytes: How large it is.
    ///   - body: The test.
    /// - Throws: What the test throws, or why there is no disk.
    public static func with(
        at folder: String,
        kibibytes: Int,
        _ body: (SmallDisk) async throws -> Void
    ) async throws {
        let ready = "\(folder).ready"
        let script = """
            mkdir -p "$0" && mount -t tmpfs -o size=\(kibibytes)k,mode=0700 tmpfs "$0" && : >"$1" && exec sleep 600
            """
        let run = try await CommandRun.run("/usr/bin/unshare", ["-m", "sh", "-c", script, folder, ready]) { holder in
            defer { kill(holder, SIGKILL) }
            try await until("the disk at \(folder)") { access(ready, F_OK) == 0 || kill(holder, 0) != 0 }
            try await body(SmallDisk(folder, holder))
        }
        guard run.status == 128 + SIGKILL else { throw TestFileError("no disk at \(folder): \(run.error)") }
    }

    private init(_ folder: String, _ holder: Int32) {
        self.folder = folder
        self.holder = holder
    }

    /// What stands before a command that is to be started on the disk.
    var entering: [String] { ["/usr/bin/nsenter", "-t", "\(holder)", "-m"] }

    /// A path on the disk as it is reached from elsewhere.
    public func path(_ name: String) -> String { "/proc/\(holder)/root\(folder)/\(name)" }

    /// Fills it to the last byte.
    ///
    /// - Throws: ``TestFileError`` where it never gets full.
    public func fill() throws {
        let descriptor = open(path("filler"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TestFileError("write", path("filler")) }
        defer { close(descriptor) }
        let block = [UInt8](repeating: 7, count: 4_096)
        while write(descriptor, block, block.count) > 0 {}
        guard errno == ENOSPC else { throw TestFileError("fill", path("filler")) }
    }

    /// Takes away what ``fill()`` has put there.
    public func makeRoom() {
        unlink(path("filler"))
    }

    /// Mounts it anew with other options, as `size=64m` or `ro`.
    ///
    /// - Throws: ``TestFileError``.
    public func remount(_ options: String) async throws {
        let words = entering + ["mount", "-o", "remount,\(options)", folder]
        let run = try await CommandRun.run(words[0], Array(words[1...]))
        guard run.status == 0 else { throw TestFileError("remount \(folder): \(run.error)") }
    }
}
