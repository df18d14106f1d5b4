#if BRINE_FAILPOINTS
import Testing

@testable import BrineFailpoints

@Suite struct `What a process is asked to end at` {
    private func armed(_ text: String?, mark: String? = nil) throws -> ArmedFailpoint? {
        try ArmedFailpoint { $0 == "BRINE_FAILPOINT" ? text : $0 == "BRINE_FAILPOINT_MARK" ? mark : nil }
    }

    @Test(arguments: Failpoint.allCases)
    func `every failpoint is asked for by its name`(failpoint: Failpoint) throws {
        let first = try #require(try armed(failpoint.rawValue))
        #expect(first.failpoint == failpoint && first.turn == 1 && first.mark == nil)
        let third = try #require(try armed("\(failpoint.rawValue):3", mark: "/mark"))
        #expect(third.failpoint == failpoint && third.turn == 3 && third.mark == "/mark")
    }

    @Test func `nothing is asked for where the variable is not set`() throws {
        #expect(try armed(nil, mark: "/mark") == nil)
    }

    @Test(arguments: ["", "bogus", "bogus:1", "minionReturnSent:", "minionReturnSent:0", "minionReturnSent:x"])
    func `another text is told with what was expected`(text: String) throws {
        let error = try #require(throws: NoFailpoint.self) { try armed(text) }
        #expect(error.description.contains("found '\(text)'; names: masterJobAllotted, masterJobCommitted,"))
    }
}
#endif
