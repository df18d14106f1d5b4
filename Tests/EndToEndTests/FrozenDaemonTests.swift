import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereNetworksCanBeMade)
struct `A daemon that is frozen` {
    @Test func `a minion is away after three heartbeats; thawed, it goes on and passes over what is too old`()
        async throws
    {
        let settings = "\(quickPresence)\ndelivery_window: 2"
        try await Cluster.withNetwork(minions: ["web1", "web2"], masterSettings: settings) { cluster, _ in
            try await cluster.watchingEvents { events in
                let go = "\(cluster.folder)/go"
                let late = "\(cluster.folder)/late"
                let jid = try await cluster.publish(
                    "web1",
                    "cmd.run",
                    "until [ -e \(go) ]; do sleep 0.05; done; echo done"
                )
                try await cluster.waitForState("running", of: jid, on: "web1")
                let minion = try cluster.minion("web1")
                minion.send(SIGSTOP)
                let old = try await cluster.publish("web1", "cmd.run", "touch \(late)")
                try await until("word that it is gone") { try events.departures(of: "web1") == 1 }
                try await cluster.waitForState("unreachable", of: jid, on: "web1")
                try await cluster.waitForState("undelivered", of: old, on: "web1")
                // The job itself runs on; its return waits in the outbox.
                try TestFile.write("", to: go)
                try await until("the return in the outbox") { cluster.outbox(of: "web1") == [jid] }
                minion.send(SIGCONT)
                try await cluster.waitForReturn("done", of: jid, on: "web1")
                try await cluster.waitForLateCommand(old, on: "web1")
                try await cluster.waitForAnswer(of: "web1")
                #expect(access(late, F_OK) != 0)
                #expect(try await cluster.states(of: old) == ["web1": "undelivered"])
                #expect(try events.departures(of: "web2") == 0)
            }
        }
    }

    @Test(arguments: [4, 8])
    func `a master declares nobody away and nothing lost when it is thawed, and a salt that waits goes on`(
        seconds: Int
    ) async throws {
        try await Cluster.withNetwork(minions: ["web1", "web2"], masterSettings: quickPresence) { cluster, network in
            try await cluster.watchingEvents { events in
                let go = "\(cluster.folder)/go"
                let script = "until [ -e \(go) ]; do sleep 0.05; done; echo done"
                async let waiting = cluster.run("salt", "-s", "-t", "1", "*", "cmd.run", script)
                var jid = ""
                try await until("the job on both") {
                    let new = try events.text.split(separator: "\n")
                        .last { line in
                            line.hasPrefix("salt/job/") && line.contains("/new\t") && line.contains("until [ -e")
                        }
                    guard let new else { return false }
                    jid = String(new.split(separator: "/")[2])
                    return try await cluster.states(of: jid) == ["web1": "running", "web2": "running"]
                }
                let master = try cluster.master()
                let spoken = try network.counts(from: "web1", to: Cluster.masterHost).passed
                let thaw = ContinuousClock.now + .seconds(seconds)
                master.send(SIGSTOP)
                try await until("the end of the standstill, in which the minions go on to speak") {
                    try network.counts(from: "web1", to: Cluster.masterHost).passed > spoken && .now > thaw
                }
                master.send(SIGCONT)
                for minion in cluster.minions { try await cluster.waitForAnswer(of: minion) }
                #expect(try await cluster.states(of: jid) == ["web1": "running", "web2": "running"])
                try TestFile.write("", to: go)
                let result = try await waiting
                #expect(result.output == "web1:\n    done\nweb2:\n    done\n")
                #expect(result.status == 0)
                #expect(try events.departures(of: "web1") + events.departures(of: "web2") == 0)
            }
        }
    }
}
