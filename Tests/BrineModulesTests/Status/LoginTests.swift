import BrineCore
import Glibc
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The record of logins` {
    private func record(_ type: Int32, _ user: String, terminal: String = "pts/0", host: String = "") -> [UInt8] {
        var record = utmpx()
        record.ut_type = Int16(type)
        record.ut_pid = 77
        record.ut_tv.tv_sec = 1_795_358_626
        record.ut_tv.tv_usec = 964_916
        fill(&record.ut_user, user)
        fill(&record.ut_line, terminal)
        fill(&record.ut_host, host)
        return withUnsafeBytes(of: &record) { Array($0) }
    }

    private func fill<Characters>(_ field: inout Characters, _ text: String) {
        withUnsafeMutableBytes(of: &field) { $0.copyBytes(from: text.utf8.prefix($0.count)) }
    }

    @Test func `has a login for each user that is there`() {
        let bytes =
            record(USER_PROCESS, "alice", host: "10.0.0.9") + record(BOOT_TIME, "reboot")
            + record(DEAD_PROCESS, "carol") + record(USER_PROCESS, "bob", terminal: "tty1")
        let logins = Login.list(bytes)
        #expect(logins.map(\.user) == ["alice", "bob"])
        #expect(logins.map(\.pid) == [77, 77])
        #expect(
            logins.first?.map == [
                "from": "10.0.0.9", "login": "2026-11-22T14:43:46.964916+00:00", "tty": "pts/0", "user": "alice",
            ]
        )
        #expect(logins.last?.map["tty"] == "tty1")
    }

    @Test func `names fill their room without an end`() {
        let long = String(repeating: "x", count: 32)
        #expect(Login.list(record(USER_PROCESS, long + "y")).map(\.user) == [long])
    }

    @Test func `a part of an entry is none, and any bytes can be read`() {
        let entry = record(USER_PROCESS, "alice")
        #expect(Login.list(entry + entry.dropLast()).count == 1)
        #expect(Login.list([]).isEmpty)
        #expect(Login.list([UInt8](repeating: 7, count: 10)).isEmpty)
        #expect(Login.list([UInt8](repeating: 0xFF, count: 4_000)).isEmpty)
        var wild = [UInt8](repeating: 0xFF, count: entry.count)
        wild[0] = 7
        wild[1] = 0
        #expect(Login.list(wild).count == 1)
    }
}
