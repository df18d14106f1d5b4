import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A minion that is stopped` {
    @Test func `is away after three heartbeats, is cut after six, and is back by itself`() async throws {
        try await Cluster.with(minions: ["web1", "web2"], masterSettings: "heartbeat_interval: 0.5") { cluster in
            try cluster.minion("web1").send(SIGSTOP)
            try await until("the master's knowledge of it") {
                try await cluster.succeed("salt-run", "manage.down") == "- web1"
            }
            #expect(try await cluster.succeed("salt", "-t", "30", "web2", "test.ping") == "web2:\n    True")
            try await until("the end of its connection") {
                _ = try await cluster.succeed("salt-run", "manage.down")
                return try TestFile.read(cluster.masterLog).contains("cut the connection of minion web1: nothing came")
            }
            #expect(try await cluster.succeed("salt-run", "manage.down") == "- web1")
            try cluster.minion("web1").send(SIGCONT)
            try await until("its return") {
                try await cluster.succeed("salt-run", "manage.down") == ""
            }
            #expect(try await cluster.succeed("salt", "-t", "30", "web1", "test.ping") == "web1:\n    True")
        }
    }
}
