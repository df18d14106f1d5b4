internal import BrineCore
internal import Glibc
internal import MessagePack

/// A user who is logged in, as the system's record of logins has it.
struct Login: Sendable, Hashable {
    /// The user's name.
    var user: String
    /// The terminal, as in `pts/0`.
    var terminal: String
    /// The machine the user came from; empty for this one.
    var host: String
    /// The process that the login began with.
    var pid: Int32
    /// When.
    var since: Timestamp

    /// The logins in the bytes of such a record; ended ones, other records and a last one that is cut off are left out.
    static func list(_ bytes: [UInt8]) -> [Login] {
        let size = MemoryLayout<utmpx>.size
        return bytes.withUnsafeBytes { buffer in
            stride(from: 0, through: buffer.count - size, by: size)
                .compactMap { Login(buffer.loadUnaligned(fromByteOffset: $0, as: utmpx.self)) }
        }
    }

    /// Those of this machine whose process still is there.
    static func ofThisMachine() -> [Login] {
        list(SmallFile.bytes(at: "/run/utmp") ?? []).filter { SmallFile.exists("/proc/\($0.pid)") }
    }

    /// The entry of `status.w`.
    var map: ValueMap {
        [
            "from": .string(host), "login": .string(CivilTime(since).isoText), "tty": .string(terminal),
            "user": .string(user),
        ]
    }

    private init?(_ record: utmpx) {
        guard record.ut_type == Int16(USER_PROCESS) else { return nil }
        user = Self.text(record.ut_user)
        terminal = Self.text(record.ut_line)
        host = Self.text(record.ut_host)
        pid = record.ut_pid
        let (seconds, microseconds) = (Int64(record.ut_tv.tv_sec), Int64(record.ut_tv.tv_usec))
        since = Timestamp(microseconds: 0) + .seconds(seconds) + .microseconds(microseconds)
    }

    /// The text in one of the arrays of characters of a record, which ends at a NUL or with the array.
    private static func text<Characters>(_ characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
