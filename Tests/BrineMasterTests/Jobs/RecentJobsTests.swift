import BrineCore
import Testing

@testable import BrineMaster

@Suite struct `The last jids` {
    @Test func `are remembered, older ones forgotten`() {
        var recent = RecentJobs(limit: 3)
        for number: Int64 in 1...6 { recent.add(jid(number)) }
        #expect((1...6).allSatisfy { recent.contains(jid($0)) })
        recent.add(jid(7))
        #expect((5...7).allSatisfy { recent.contains(jid($0)) })
        #expect((1...4).allSatisfy { !recent.contains(jid($0)) })
    }

    @Test func `the last of them are there however many came`() {
        var recent = RecentJobs(limit: 10)
        for number: Int64 in 1...1_000 {
            recent.add(jid(number))
            #expect((max(1, number - 9)...number).allSatisfy { recent.contains(jid($0)) })
        }
        #expect(!recent.contains(jid(1)))
    }
}
