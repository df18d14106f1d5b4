import BrineCore
import Testing

@testable import BrineModules

@Suite struct `A small file of the system` {
    @Test func `is read whole, or its first line alone`() {
        #expect(SmallFile.text(at: "/proc/self/status")?.hasPrefix("Name:") == true)
        #expect(SmallFile.line(at: "/proc/self/status")?.contains("\n") == false)
        #expect(SmallFile.exists("/proc/self/status"))
        #expect(SmallFile.names(in: "/proc/self").contains("status"))
    }

    @Test(arguments: ["/no/such/file", "/proc", "", "/dev/null/x"])
    func `is nil where it cannot be read`(path: String) {
        #expect(SmallFile.text(at: path) == nil)
        #expect(SmallFile.line(at: path) == nil)
    }

    @Test func `has no first line where it is empty, and no end where it is endless`() {
        #expect(SmallFile.line(at: "/dev/null") == nil)
        #expect(SmallFile.text(at: "/dev/zero")?.utf8.count == 1_024 * 1_024)
        #expect(SmallFile.names(in: "/no/such").isEmpty)
        #expect(!SmallFile.exists("/no/such"))
    }

    @Test func `is cut off at a limit`() {
        #expect(SmallFile.text(at: "/dev/zero", limit: 10)?.utf8.count == 10)
        #expect(SmallFile.bytes(at: "/dev/zero", limit: 5_000)?.count == 5_000)
        #expect(SmallFile.bytes(at: "/dev/null", limit: 10) == [])
    }

    @Test func `may be a link, which leads somewhere`() {
        #expect(SmallFile.linkTarget(at: "/proc/self").flatMap { Int($0) } != nil)
        #expect(SmallFile.linkTarget(at: "/proc") == nil)
        #expect(SmallFile.linkTarget(at: "/no/such") == nil)
    }
}
