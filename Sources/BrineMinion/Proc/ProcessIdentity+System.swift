internal import BrineCore

// What the system tells of a process.
extension ProcessIdentity {
    /// The process that has a pid now, or nil where there is none.
    init?(runningAs pid: Int32) {
        guard let startTime = Self.startTime(of: pid) else { return nil }
        self.init(pid: pid, startTime: startTime)
    }

    /// Names this boot of the machine: start times are counted from it.
    static let boot: String = (ProcFile.text(at: "/proc/sys/kernel/random/boot_id") ?? "").filter { !$0.isWhitespace }

    /// Whether that very process is there and not yet dead.
    var isAlive: Bool {
        Self.startTime(of: pid) == startTime
    }

    /// Whether that very process is there and not yet dead, for certain.
    ///
    /// - Throws: ``FileError`` where the system does not tell.
    func isSurelyAlive() throws(FileError) -> Bool {
        guard let fields = try ProcFile.knownFields(ofStatusOf: pid) else { return false }
        return Self.startTime(in: fields) == startTime
    }

    /// A process's start time, or nil where there is none or it is a zombie.
    private static func startTime(of pid: Int32) -> UInt64? {
        ProcFile.fields(ofStatusOf: pid).flatMap(startTime)
    }

    private static func startTime(in fields: [Substring]) -> UInt64? {
        guard fields.count > 19 else { return nil }
        // State is field 3 of the file and the first here, the start time field 22.
        guard fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }
}
