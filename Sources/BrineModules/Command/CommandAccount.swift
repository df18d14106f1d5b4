internal import Glibc

/// The user and the groups that a command runs as.
struct CommandAccount: Sendable, Hashable {
    /// The user's name.
    var name: String
    var user: uid_t
    var group: gid_t
    /// All groups of the user, as the system starts a login with.
    var groups: [gid_t]
    var home: String
    var shell: String

    /// The account of a user, in a group of another name where one is given.
    ///
    /// - Parameters:
    ///   - user: The user's name; the user that the caller runs as for nil.
    ///   - group: The group's name; the user's own for nil.
    /// - Returns: The account, which the caller may become.
    /// - Throws: ``ShellCommandError/unknownUser(_:)`` or ``ShellCommandError/unknownGroup(_:)``, and
    ///   ``ShellCommandError/needsRoot(user:)`` where the caller may not become that.
    static func find(user: String?, group: String?) throws(ShellCommandError) -> CommandAccount {
        let found = user.map { entry(named: $0) } ?? entry(of: geteuid())
        guard var account = found else { throw .unknownUser(user ?? String(geteuid())) }
        if let group {
            guard let number = groupNumber(group) else { throw .unknownGroup(group) }
            account.group = number
        }
        account.groups = groupList(of: account.name, with: account.group)
        guard geteuid() == 0 || account.isOwn else { throw .needsRoot(user: account.name) }
        return account
    }

    /// The account of the user that the caller runs as, or nil where the system has none.
    static var own: CommandAccount? { entry(of: geteuid()) }

    /// Whether the caller runs as this user and group already.
    var isOwn: Bool { user == geteuid() && group == getegid() }

    /// The variables that tell a program whom it runs as.
    var variables: [String: String] { ["HOME": home, "USER": name, "LOGNAME": name, "SHELL": shell] }
}

extension CommandAccount {
    /// No entry of the system's lists is longer, in bytes.
    private static let longestEntry = 1_024 * 1_024

    private init(_ entry: passwd) {
        name = String(cString: entry.pw_name)
        user = entry.pw_uid
        group = entry.pw_gid
        groups = []
        home = String(cString: entry.pw_dir)
        let shell = String(cString: entry.pw_shell)
        // As the system takes an entry without one.
        self.shell = shell.isEmpty ? "/bin/sh" : shell
    }

    private static func entry(named name: String) -> CommandAccount? {
        guard !name.utf8.contains(0) else { return nil }
        return entry { getpwnam_r(name, $0, $1, $2, $3) }
    }

    private static func entry(of user: uid_t) -> CommandAccount? {
        entry { getpwuid_r(user, $0, $1, $2, $3) }
    }

    private static func entry(
        _ ask: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> CommandAccount? {
        var entry = passwd()
        return withGrowingBuffer { buffer, size in
            var found: UnsafeMutablePointer<passwd>?
            let code = ask(&entry, buffer, size, &found)
            return (code, found.map { CommandAccount($0.pointee) })
        }
    }

    private static func groupNumber(_ name: String) -> gid_t? {
        guard !name.utf8.contains(0) else { return nil }
        var entry = Glibc.group()
        return withGrowingBuffer { buffer, size in
            var found: UnsafeMutablePointer<Glibc.group>?
            let code = getgrnam_r(name, &entry, buffer, size, &found)
            return (code, found?.pointee.gr_gid)
        }
    }

    /// Asks with more and more room, for as long as the answer is that there was too little.
    private static func withGrowingBuffer<T>(_ ask: (UnsafeMutablePointer<CChar>, Int) -> (Int32, T?)) -> T? {
        var size = 4_096
        while size <= longestEntry {
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { buffer.deallocate() }
            let (code, found) = ask(buffer, size)
            switch code {
            case EINTR: continue
            case ERANGE: size *= 4
            default: return found
            }
        }
        return nil
    }

    private static func groupList(of user: String, with group: gid_t) -> [gid_t] {
        // Linux lets a process have no more.
        var count: Int32 = 65_536
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(user, group, &groups, &count) >= 0 else { return [group] }
        return Array(groups.prefix(Int(count)))
    }
}
