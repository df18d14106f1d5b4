import BrineCore
import BrineModules
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `A worker's order` {
    private let settings: MinionSettings
    private let order: WorkerOrder

    init() throws {
        settings = BrineMinionTests.settings(in: try TemporaryFolder()) {
            $0.cacheFolder = "/var/cache/salt minion"
            $0.grainsFile = "/etc/salt/grains"
            $0.moduleFolders = ["/etc/salt/modules", "/srv/größer"]
            $0.configuration = ["id": "web", "spare": ["a": [1, nil]]]
        }
        var command = command(1, to: .list([id("web")]))
        command.timeLimit = .milliseconds(1_500)
        order = WorkerOrder(command, settings, grains: ["os": "Debian", "num_cpus": 4, "roles": ["web", "db"]])
    }

    @Test func `gives back all its parts`() throws {
        #expect(try WorkerOrder(bytes: order.bytes) == order)
        var bare = order
        bare.command = try BrineMinionTests.command(1, several: "test.ping", "cmd.run")
        bare.keepsReturns = true
        bare.places = MinionPlaces()
        bare.grains = [:]
        bare.configuration = [:]
        #expect(try WorkerOrder(bytes: bare.bytes) == bare)
    }

    @Test func `has what the minion's settings say`() {
        #expect(order.minion == id("web"))
        #expect(order.outboxFolder == "/var/cache/salt minion/outbox")
        #expect(order.procFolder == "/var/cache/salt minion/proc")
        #expect(order.returnFolder == "/var/cache/salt minion/minion_jobs" && !order.keepsReturns)
        #expect(order.grainsMark == "/var/cache/salt minion/refresh_grains")
        #expect(order.outputLimit == 1_000_000)
        #expect(order.places == settings.places)
        #expect(order.configuration == settings.configuration)
    }

    @Test func `lets a function know what it says`() {
        let context = order.context
        #expect(context.jid == jid(1))
        #expect(context.user == "eva")
        #expect(context.minion == id("web"))
        #expect(context.grains == order.grains)
        #expect(context.configuration == order.configuration)
        #expect(context.places == order.places)
        #expect(context.outputLimit == 1_000_000)
        #expect(context.versions["libzmq"] != nil)
        #expect(context.jobs is FolderJobControl)
    }

    @Test func `cut off anywhere is damaged`() {
        for length in 0..<order.bytes.count {
            #expect(throws: (any Error).self) { try WorkerOrder(bytes: Array(order.bytes.prefix(length))) }
        }
    }

    @Test(
        arguments: [
            "jid", "fun", "arg", "id", "outbox", "proc", "returns", "grains_mark", "output_limit", "grains_file",
            "output",
            "module_dirs", "descriptions",
        ]
    )
    func `without one of its fields is damaged`(name: String) throws {
        var map = try #require(try Value(messagePack: order.bytes).mapValue)
        map[.string(name)] = nil
        #expect(throws: (any Error).self) { try WorkerOrder(bytes: Value.map(map).messagePack) }
    }
}
