internal import Glibc

/// Names one process for as long as the machine is up: its pid, and when it started.
struct ProcessIdentity: Sendable, Hashable {
    /// The process id.
    let pid: Int32
    /// When it started, in clock ticks since boot.
    let startTime: UInt64

    /// A process that may or may not be there any more.
    init(pid: Int32, startTime: UInt64) {
        self.pid = pid
        self.startTime = startTime
    }

    /// The process that has a pid now, or nil where there is none.
    init?(runningAs pid: Int32) {
        guard let startTime = Self.startTime(of: pid) else { return nil }
        self.init(pid: pid, startTime: startTime)
    }

    /// Names this boot of the machine: start times are counted from it.
    static let boot: String = (smallFile("/proc/sys/kernel/random/boot_id") ?? "").filter { !$0.isWhitespace }

    /// Whether that very process is there and not yet dead.
    var isAlive: Bool {
        Self.startTime(of: pid) == startTime
    }

    /// A process's start time from `/proc/<pid>/stat`, or nil where there is none or it is a zombie.
    private static func startTime(of pid: Int32) -> UInt64? {
        guard let text = smallFile("/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        // The name in brackets may hold anything, brackets and spaces too; what follows its last bracket is regular. State
        // is field 3, the start time field 22.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }

    private static func smallFile(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
}
