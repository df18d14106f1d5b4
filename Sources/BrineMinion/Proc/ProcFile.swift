internal import Glibc

/// Small files of `/proc`.
enum ProcFile {
    /// The pids of all processes that can be seen.
    static var pids: [Int32] {
        guard let handle = opendir("/proc") else { return [] }
        defer { closedir(handle) }
        var pids: [Int32] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let pid = Int32(name) { pids.append(pid) }
        }
        return pids
    }

    /// The fields of `/proc/<pid>/stat` from the third on, the process's state; nil where there is no such process.
    static func fields(ofStatusOf pid: Int32) -> [Substring]? {
        guard let text = text(at: "/proc/\(pid)/stat"), let end = text.lastIndex(of: ")") else { return nil }
        // The name in brackets may hold anything, brackets and spaces too; what follows its last bracket is regular.
        return text[text.index(after: end)...].split(separator: " ")
    }

    /// How many processes the kernel has ended for want of memory since the machine's start; nil where it does not tell.
    static var memoryKills: UInt64? {
        guard let lines = text(at: "/proc/vmstat", limit: 65_536)?.split(separator: "\n") else { return nil }
        let line = lines.first { $0.hasPrefix("oom_kill ") }
        return line.flatMap { UInt64($0.dropFirst("oom_kill ".count)) }
    }

    /// The fields of `/proc/<pid>/stat` from the third on; nil where there is surely no such process.
    ///
    /// - Throws: ``FileError`` where the system does not tell.
    static func knownFields(ofStatusOf pid: Int32) throws(FileError) -> [Substring]? {
        if let fields = fields(ofStatusOf: pid) { return fields }
        guard kill(pid, 0) == 0 || errno != ESRCH else { return nil }
        // It may have ended in between, too.
        if let fields = fields(ofStatusOf: pid) { return fields }
        guard kill(pid, 0) == 0 || errno != ESRCH else { return nil }
        errno = EAGAIN
        throw FileError("read", "/proc/\(pid)/stat")
    }

    /// A file's text, or as much of it as the limit allows; nil where it cannot be read.
    static func text(at path: String, limit: Int = 4_096) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: limit)
        var filled = 0
        while filled < limit {
            let count = buffer.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress?.advanced(by: filled), limit - filled)
            }
            guard count > 0 else { break }
            filled += count
        }
        return filled > 0 ? String(decoding: buffer[..<filled], as: UTF8.self) : nil
    }
}
