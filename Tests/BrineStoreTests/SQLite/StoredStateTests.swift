import BrineCore
import Testing

@testable import BrineStore

@Suite struct `Stored states` {
    @Test func `the numbers are these for ever`() {
        let expected: [JobState: Int64] = [
            .succeeded: 1, .failed: 2, .terminated: 3, .timedOut: 4, .undelivered: 5, .lost: 6, .cancelled: 7,
            .skipped: 8,
        ]
        for state in JobState.allCases {
            #expect(state.storedCode == expected[state])
            #expect((state.storedCode != nil) == state.isFinal)
        }
    }

    @Test func `a number gives its state back, and others give none`() {
        for state in JobState.allCases {
            if let code = state.storedCode { #expect(JobState(storedCode: code) == state) }
        }
        for code: Int64 in [-1, 0, 9, .max] { #expect(JobState(storedCode: code) == nil) }
    }
}
