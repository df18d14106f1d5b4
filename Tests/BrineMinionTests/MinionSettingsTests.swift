import BrineModules
import Testing

@testable import BrineMinion

@Suite struct `A minion's settings` {
    @Test(arguments: [
        ("master.example.org", "tcp://master.example.org:4507"), ("10.0.0.1", "tcp://10.0.0.1:4507"),
        ("2001:db8::7", "tcp://[2001:db8::7]:4507"), ("[::1]", "tcp://[::1]:4507"),
    ])
    func `give the master's endpoint`(master: String, endpoint: String) throws {
        let settings = settings(in: try TemporaryFolder()) { $0.master = master }
        #expect(settings.endpoint(4_507) == endpoint)
    }

    @Test func `put all folders into the cache's`() throws {
        let settings = settings(in: try TemporaryFolder()) {
            $0.cacheFolder = "/cache"
            $0.grainsFile = "/etc/salt/grains"
            $0.moduleFolders = ["/one", "/two"]
        }
        #expect(settings.procFolder == "/cache/proc")
        #expect(settings.outboxFolder == "/cache/outbox")
        #expect(settings.returnFolder == "/cache/minion_jobs")
        #expect(settings.grainsMark == "/cache/refresh_grains")
        let places = MinionPlaces(
            grainsFile: "/etc/salt/grains",
            outputFolder: "/cache/output",
            moduleFolders: ["/one", "/two"],
            descriptionFolder: "/cache/modules"
        )
        #expect(settings.places == places)
    }

    @Test(arguments: [(1_024, 1_024), (16 << 20, 31 << 19), (32 << 20, 31 << 19), (31 << 19, 31 << 19)])
    func `keep as much of an output as two of fit into a return`(limit: Int, kept: Int) throws {
        let settings = settings(in: try TemporaryFolder()) { $0.returnLimit = limit }
        #expect(settings.outputLimit() == kept)
    }

    @Test(arguments: [(1, 31 << 19), (2, 31 << 18), (31, 1 << 19), (100, 162_529)])
    func `share a return's room among a job's functions`(functions: Int, kept: Int) throws {
        let settings = settings(in: try TemporaryFolder()) { $0.returnLimit = 16 << 20 }
        #expect(settings.outputLimit(functions: functions) == kept)
        #expect(BrineMinionTests.settings(in: try TemporaryFolder()).outputLimit(functions: functions) <= 1_000_000)
    }
}
