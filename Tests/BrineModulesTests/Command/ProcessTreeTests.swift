import BrineCore
import Testing

@testable import BrineModules

@Suite struct `A tree of processes` {
    @Test func `is empty for a process that is not there`() {
        #expect(ProcessTree.descendants(of: .max).isEmpty)
        #expect(ProcessTree.descendants(of: -1).isEmpty)
    }
}
