internal import Glibc

/// The names of users and groups, as the system's databases have them.
enum AccountNames {
    /// The most room that is made for an entry, in bytes; a longer one counts as none.
    private static let mostRoom = 1_024 * 1_024

    /// A user's name, or nil where the number has none.
    static func ofUser(_ id: uid_t) -> String? {
        var entry = passwd()
        return lookUp { room, size in
            var found: UnsafeMutablePointer<passwd>?
            let outcome = getpwuid_r(id, &entry, room, size, &found)
            return (outcome, found?.pointee.pw_name.map { String(cString: $0) })
        }
    }

    /// A group's name, or nil where the number has none.
    static func ofGroup(_ id: gid_t) -> String? {
        var entry = group()
        return lookUp { room, size in
            var found: UnsafeMutablePointer<group>?
            let outcome = getgrgid_r(id, &entry, room, size, &found)
            return (outcome, found?.pointee.gr_name.map { String(cString: $0) })
        }
    }

    /// Reads an entry with as much room as it needs, which only trying tells.
    private static func lookUp(
        _ read: (UnsafeMutablePointer<CChar>, Int) -> (outcome: Int32, name: String?)
    ) -> String? {
        var size = 1_024
        while size <= mostRoom {
            let room = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { room.deallocate() }
            let answer = read(room, size)
            if answer.outcome != ERANGE { return answer.name }
            size *= 4
        }
        return nil
    }
}
