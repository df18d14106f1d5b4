import BrineCore
import BrineModules
import BrineWire
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `A call on the minion itself` {
    private let folder: TemporaryFolder
    private let settings: MinionSettings

    init() throws {
        folder = try TemporaryFolder()
        settings = BrineMinionTests.settings(in: folder) {
            $0.extraGrains = ["role": "web"]
            $0.configuration = ["id": "web", "spare": 1]
            $0.moduleFolders = ["/srv/modules"]
            $0.returnLimit = 7_000
        }
    }

    @Test func `leaves its return in the outbox, as its own call's`() throws {
        let made = JobReturn(command(1), FunctionResult("done"))
        try OwnCall.report(made, settings)
        #expect(folder.names("outbox") == [jid(1).description])
        let packet = try #require(try DurableFolder(settings.outboxFolder).read(jid(1)))
        let message = try ReturnMessage(packet: packet)
        #expect(message.isOwnCall)
        #expect(message.id == id("web"))
        #expect(message.jobReturn == made)
    }

    @Test func `leaves each return under a name of its own, also within a microsecond`() throws {
        for number: Int64 in 0..<3 { try OwnCall.report(JobReturn(command(1), FunctionResult(.int(number))), settings) }
        let outbox = DurableFolder(settings.outboxFolder)
        let names = try outbox.list().jids
        #expect(names.map(\.microseconds) == (0..<3).map { jid(1).microseconds + $0 })
        for (place, name) in names.enumerated() {
            let made = try ReturnMessage(packet: try #require(try outbox.read(name))).jobReturn
            #expect(made.jid == name)
            #expect(made.value == .int(Int64(place)))
        }
    }

    @Test func `says why its return cannot be left`() throws {
        try folder.write([], to: "outbox")
        let made = JobReturn(command(1), FunctionResult("done"))
        #expect(throws: FileError.self) { try OwnCall.report(made, settings) }
    }

    @Test func `may know what a job may know`() throws {
        let context = try OwnCall.context(user: "eva", settings)
        #expect(LocalName.isOne(context.jid))
        #expect(context.user == "eva")
        #expect(context.minion == id("web"))
        #expect(context.grains["role"] == "web")
        #expect(context.grains["id"] == "web")
        #expect(context.configuration == settings.configuration)
        #expect(context.places == settings.places)
        #expect(context.versions["libzmq"] != nil)
        #expect(context.jobs is FolderJobControl)
        #expect(context.outputLimit == 7_000)
    }
}
