import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `The minion's grains` {
    @Test func `have the minion's name and what the configuration adds`() throws {
        let settings = settings(in: try TemporaryFolder()) { $0.extraGrains = ["role": "web"] }
        let grains = MinionGrains(settings, logger: silence).current
        #expect(grains["role"] == "web")
        #expect(grains["id"] == "web")
        #expect(grains["master"] == "localhost")
        #expect(try MinionGrains.collect(settings) == grains)
    }
}
