import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereNetworksCanBeMade)
struct `A network that is cut` {
    /// A job that says each time it runs, and ends when the test says so.
    private func script(_ cluster: Cluster) -> String {
        "echo run >> \(cluster.folder)/runs; until [ -e \(cluster.folder)/go ]; do sleep 0.05; done; echo done"
    }

    private func runs(_ cluster: Cluster) -> String { (try? TestFile.read("\(cluster.folder)/runs")) ?? "" }

    @Test func `makes a running job unreachable; healed, the job goes on and returns once`() async throws {
        try await Cluster.withNetwork(minions: ["web1", "web2"], masterSettings: quickPresence) { cluster, network in
            try await cluster.watchingEvents { events in
                let jid = try await cluster.publish("web1", "cmd.run", script(cluster))
                try await cluster.waitForState("running", of: jid, on: "web1")
                try network.cut("master", "web1")
                try await cluster.waitForState("unreachable", of: jid, on: "web1")
                let active = try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.active")
                #expect(active.contains(#""Unreachable": ["web1"]"#))
                try await cluster.waitForAnswer(of: "web2")
                network.heal()
                try await cluster.waitForState("running", of: jid, on: "web1")
                try TestFile.write("", to: "\(cluster.folder)/go")
                try await cluster.waitForReturn("done", of: jid, on: "web1")
                try await cluster.waitForEmptyOutbox(of: "web1")
                #expect(runs(cluster) == "run\n")
                #expect(try events.events("salt/job/\(jid)/ret/web1").count == 1)
                #expect(try events.departures(of: "web1") >= 1)
                #expect(try events.departures(of: "web2") == 0)
            }
        }
    }

    @Test func `delays a command that is published meanwhile: it is delivered when it is healed, and run once`()
        async throws
    {
        try await Cluster.withNetwork(minions: ["web1"], masterSettings: quickPresence) { cluster, network in
            try network.cut("master", "web1")
            let jid = try await cluster.publish("web1", "cmd.run", script(cluster))
            try TestFile.write("", to: "\(cluster.folder)/go")
            try await until("copies of the command in the cut") {
                try network.counts(from: Cluster.masterHost, to: "web1").cut > 3
            }
            #expect(try await cluster.states(of: jid) == ["web1": "pending"])
            #expect(runs(cluster) == "")
            network.heal()
            try await cluster.waitForReturn("done", of: jid, on: "web1")
            try await cluster.waitForEmptyOutbox(of: "web1")
            try await cluster.waitForAnswer(of: "web1")
            #expect(runs(cluster) == "run\n")
        }
    }

    @Test func `for longer than the delivery window makes a command undelivered, and it is not run afterwards`()
        async throws
    {
        let settings = "\(quickPresence)\ndelivery_window: 2"
        try await Cluster.withNetwork(minions: ["web1"], masterSettings: settings) { cluster, network in
            try network.cut("master", "web1")
            let jid = try await cluster.publish("web1", "cmd.run", script(cluster))
            try await until("copies of the command in the cut") {
                try network.counts(from: Cluster.masterHost, to: "web1").cut > 0
            }
            try await cluster.waitForState("undelivered", of: jid, on: "web1")
            network.heal()
            // The command is in the connection, which was not found out to be cut: it arrives, too late.
            try await cluster.waitForLateCommand(jid, on: "web1")
            try await cluster.waitForAnswer(of: "web1")
            #expect(runs(cluster) == "")
            #expect(try await cluster.states(of: jid) == ["web1": "undelivered"])
        }
    }

    @Test func `from minion to master alone loses receipts and returns, not commands: they run once and return once`()
        async throws
    {
        try await Cluster.withNetwork(minions: ["web1"], masterSettings: quickPresence) { cluster, network in
            try await cluster.watchingEvents { events in
                try network.cut(from: "web1", to: Cluster.masterHost)
                let jid = try await cluster.publish("web1", "cmd.run", script(cluster))
                try TestFile.write("", to: "\(cluster.folder)/go")
                try await until("the return in the outbox") { cluster.outbox(of: "web1") == [jid] }
                #expect(try await cluster.states(of: jid) == ["web1": "pending"])
                // Copies go out for want of a receipt, and nobody hears the answers.
                try await until("word that nobody hears it") { try events.departures(of: "web1") == 1 }
                network.heal()
                try await cluster.waitForReturn("done", of: jid, on: "web1")
                try await cluster.waitForEmptyOutbox(of: "web1")
                try await cluster.waitForAnswer(of: "web1")
                #expect(runs(cluster) == "run\n")
                #expect(try events.events("salt/job/\(jid)/ret/web1").count == 1)
                #expect(try await cluster.states(of: jid) == ["web1": "succeeded"])
            }
        }
    }

    @Test
    func `from master to minion alone loses acknowledgements: a return is kept until one arrives, and stored once`()
        async throws
    {
        try await Cluster.withNetwork(minions: ["web1"], masterSettings: quickPresence) { cluster, network in
            try await cluster.watchingEvents { events in
                let jid = try await cluster.publish("web1", "cmd.run", script(cluster))
                try await cluster.waitForState("running", of: jid, on: "web1")
                try network.cut(from: Cluster.masterHost, to: "web1")
                try TestFile.write("", to: "\(cluster.folder)/go")
                try await cluster.waitForReturn("done", of: jid, on: "web1")
                try await until("the minion's silence") { try events.departures(of: "web1") == 1 }
                #expect(cluster.outbox(of: "web1") == [jid])
                network.heal()
                try await cluster.waitForEmptyOutbox(of: "web1")
                try await cluster.waitForAnswer(of: "web1")
                #expect(runs(cluster) == "run\n")
                #expect(try events.events("salt/job/\(jid)/ret/web1").count == 1)
                #expect(try await cluster.states(of: jid) == ["web1": "succeeded"])
            }
        }
    }
}
