import BrineCore
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The usage of file systems` {
    private let mounts = Mount.list(
        """
        proc /proc proc rw 0 0
        /dev/vda / ext4 rw 0 0
        /dev/vdb /srv/a\\040b\\134c ext3 rw 0 0
        tmpfs /tmp tmpfs rw 0 0
        tmpfs /tmp tmpfs rw 0 0
        odd line
        """
    )

    @Test func `mounts have a path, with its blanks, and a type`() {
        #expect(mounts.map(\.path) == ["/proc", "/", "/srv/a b\\c", "/tmp", "/tmp"])
        #expect(mounts.map(\.type) == ["proc", "ext4", "ext3", "tmpfs", "tmpfs"])
        #expect(Mount.list("a /x\\04 b\na /x\\999 b\na \\377 b").map(\.path) == ["/x\\04", "/x\\999", "\u{FFFD}"])
    }

    @Test func `are all, or those of a type, or those of a path, each once and in order`() throws {
        #expect(try DiskSelection([]).paths(among: mounts) == ["/", "/proc", "/srv/a b\\c", "/tmp"])
        #expect(try DiskSelection(["ext?"]).paths(among: mounts) == ["/", "/srv/a b\\c"])
        #expect(try DiskSelection(["/var", "/tmp", "tmpfs"]).paths(among: mounts) == ["/tmp", "/var"])
        #expect(try DiskSelection(["nosuch", ""]).paths(among: mounts) == [])
        #expect(try DiskSelection([]).paths(among: []) == [])
    }

    @Test func `are not what is no text`() {
        #expect(throws: ArgumentError.self) { try DiskSelection([5]) }
        #expect(throws: ArgumentError.self) { try DiskSelection([.string(String(repeating: "*", count: 5_000))]) }
    }

    @Test func `sizes are blocks times their size, and unknown where that is too much`() {
        let usage = DiskUsage(blocks: 10, available: 4, blockSize: 4_096)
        #expect(DiskUsage.entry(usage) == ["available": 16_384, "total": 40_960])
        #expect(DiskUsage(blocks: .max, available: 0, blockSize: 2) == nil)
        #expect(DiskUsage(blocks: 0, available: .max, blockSize: 2) == nil)
        #expect(DiskUsage.entry(nil) == ["available": nil, "total": nil])
        #expect(DiskUsage(at: "/no/such/path") == nil)
        #expect(DiskUsage(at: "/")?.total ?? 0 > 0)
    }
}
