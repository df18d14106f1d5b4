internal import MessagePack

/// A process of the machine, as `ps` shows it.
struct ProcessEntry: Sendable, Hashable {
    /// Its id.
    var pid: Int32
    /// The number of the user it runs as.
    var userID: UInt32
    /// Its command line, the arguments with a blank between; its name in brackets where it has none, as kernel threads.
    var command: String

    /// The longest command line that is read, in bytes; of a longer one the start.
    static let longestCommand = 4_096

    /// What the texts of `status` and `cmdline` in the process's folder say; nil where they name no user.
    init?(pid: Int32, status: String, commandLine: String) {
        let fields = SystemText(status).fields
        // The real, the effective, the saved and the file system's user.
        guard let users = fields.first(where: { $0.name == "Uid" })?.value.words, users.count >= 2,
            let user = UInt32(users[1])
        else { return nil }
        self.pid = pid
        userID = user
        let words = commandLine.utf8.split(separator: 0).map { String(Substring($0)) }
        let name = fields.first { $0.name == "Name" }?.value ?? ""
        command = words.isEmpty ? "[\(name)]" : words.joined(separator: " ")
    }

    /// The processes there are now, in the order of their ids; those that end meanwhile are left out.
    static func ofThisMachine() -> [ProcessEntry] {
        SmallFile.names(in: "/proc").compactMap { Int32($0) }.sorted()
            .compactMap { pid in
                guard let status = SmallFile.text(at: "/proc/\(pid)/status") else { return nil }
                let commandLine = SmallFile.text(at: "/proc/\(pid)/cmdline", limit: longestCommand)
                return ProcessEntry(pid: pid, status: status, commandLine: commandLine ?? "")
            }
    }
}
