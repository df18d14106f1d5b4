import BrineCore
import BrineModules
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `Room in the outbox for what is nobody's job` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func settings(_ limit: Int?) -> MinionSettings {
        BrineMinionTests.settings(in: folder) { $0.outboxLimit = limit }
    }

    private func report(_ limit: Int?) throws {
        try OwnCall.report(JobReturn(command(1), FunctionResult("done")), settings(limit))
    }

    @Test func `is there until as much waits as may`() throws {
        for _ in 1...2 { try report(8_192) }
        #expect(throws: OutboxFull(bytes: 8_192, limit: 8_192)) { try report(8_192) }
        #expect(folder.names("outbox").count == 2)
        try report(8_193)
        try report(nil)
        #expect(folder.names("outbox").count == 4)
    }

    @Test func `is none for an event where there is none for a call, and both say why`() throws {
        try report(4_096)
        let events = OutboxEvents(minion: id("web"), room: settings(4_096).outboxRoom)
        #expect(throws: OutboxFull(bytes: 4_096, limit: 4_096)) { try events.send("deploy/done", [:]) }
        let reason = "the outbox is full: 4096 bytes wait for the master to acknowledge them, outbox_limit is 4096"
        #expect("\(OutboxFull(bytes: 4_096, limit: 4_096))" == reason)
        #expect(folder.names("outbox").count == 1)
        try OutboxEvents(minion: id("web"), room: settings(4_097).outboxRoom).send("deploy/done", [:])
        #expect(folder.names("outbox").count == 2)
    }

    @Test func `is not looked for at each event, and lessened by each`() throws {
        var tally = OutboxTally()
        tally.listed(4_096, from: .now, to: .now + .seconds(3_600))
        let outbox = settings(nil).outboxFolder
        let events = OutboxEvents(minion: id("web"), room: OutboxRoom(folder: outbox, limit: 12_288, tally: tally))
        for _ in 1...2 { try events.send("deploy/done", [:]) }
        // One less is there than it was told, so it has not listed.
        #expect(throws: OutboxFull(bytes: 12_288, limit: 12_288)) { try events.send("deploy/done", [:]) }
        #expect(folder.names("outbox").count == 2)
    }

    @Test func `is looked for anew when it was listed long ago`() throws {
        var tally = OutboxTally()
        let past = ContinuousClock.now - .seconds(3_600)
        tally.listed(4_096, from: past, to: past + .seconds(1))
        let outbox = settings(nil).outboxFolder
        try OutboxRoom(folder: outbox, limit: 4_096, tally: tally).check()
        try report(nil)
        #expect(throws: OutboxFull(bytes: 4_096, limit: 4_096)) {
            try OutboxRoom(folder: outbox, limit: 4_096, tally: tally).check()
        }
    }

    @Test func `is what the minion's settings say, for a job too`() throws {
        let order = WorkerOrder(command(1), settings(4_096), grains: [:])
        let read = try WorkerOrder(bytes: order.bytes)
        #expect(read == order)
        try report(4_096)
        #expect(throws: OutboxFull.self) { try read.context.events.send("deploy/done", [:]) }
        #expect(throws: OutboxFull.self) {
            try OwnCall.context(user: "eva", settings(4_096)).events.send("deploy/done", [:])
        }
    }

    @Test func `is not lessened by what was set aside`() throws {
        try report(4_096)
        try DurableFolder("\(folder.path)/outbox").setAside(jid(1).description)
        try report(4_096)
        #expect(folder.names("outbox") == [".damaged", jid(1).description])
    }
}
