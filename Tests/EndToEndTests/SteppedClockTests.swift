import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A wall clock that is set` {
    /// Waits until a master has noticed, by time passing alone, that a minion is silent: it has looked at all others, too.
    private func waitForVerdicts(_ cluster: Cluster, _ events: EventFile, silent id: String) async throws {
        let minion = try cluster.minion(id)
        let before = try events.departures(of: id)
        minion.send(SIGSTOP)
        try await until("word that \(id) is silent") { try events.departures(of: id) > before }
        minion.send(SIGCONT)
        try await cluster.waitForAnswer(of: id)
    }

    @Test(arguments: [3_600, -3_600])
    func `on the master makes nobody away and no job late, lost or doubled`(step: Int) async throws {
        let minions = ["web1", "web2", "web3"]
        try await Cluster.withConfiguration(minions: minions, masterSettings: quickPresence) { cluster in
            let clock = try SteppedClock(file: "\(cluster.folder)/clock")
            try await cluster.startMaster(by: clock)
            for id in minions { try await cluster.startMinion(id) }
            try await cluster.acceptAll()
            try await cluster.watchingEvents { events in
                let go = "\(cluster.folder)/go"
                let running = try await cluster.publish(
                    "web1",
                    "cmd.run",
                    "echo running >> \(cluster.folder)/runs; until [ -e \(go) ]; do sleep 0.05; done; echo done"
                )
                try await cluster.waitForState("running", of: running, on: "web1")
                let away = try cluster.minion("web2")
                away.send(SIGSTOP)
                try await until("word that web2 is silent") { try events.departures(of: "web2") == 1 }
                let pending = try await cluster.publish(
                    "web2",
                    "cmd.run",
                    "echo pending >> \(cluster.folder)/runs; echo done"
                )
                try clock.set(ahead: step)
                try await waitForVerdicts(cluster, events, silent: "web3")
                #expect(try await cluster.states(of: running) == ["web1": "running"])
                #expect(try await cluster.states(of: pending) == ["web2": "pending"])
                #expect(try events.departures(of: "web1") == 0)

                let after = try await cluster.publish(
                    "web1",
                    "cmd.run",
                    "echo after >> \(cluster.folder)/runs; echo done"
                )
                try await cluster.waitForReturn("done", of: after, on: "web1")
                #expect(after > running, "a later job has a later jid")
                if step > 0 { #expect(after.prefix(10) > running.prefix(10), "its clock was set") }
                away.send(SIGCONT)
                try await cluster.waitForReturn("done", of: pending, on: "web2")
                try TestFile.write("", to: go)
                try await cluster.waitForReturn("done", of: running, on: "web1")
                for id in minions { try await cluster.waitForEmptyOutbox(of: id) }
                let runs = try TestFile.read("\(cluster.folder)/runs").split(separator: "\n").sorted()
                #expect(runs == ["after", "pending", "running"])
                for (jid, id) in [(running, "web1"), (pending, "web2"), (after, "web1")] {
                    #expect(try events.events("salt/job/\(jid)/ret/\(id)").count == 1)
                }
            }
        }
    }

    @Test(arguments: [3_600, -3_600])
    func `on a minion changes nothing`(step: Int) async throws {
        try await Cluster.withConfiguration(minions: ["web1", "web2"], masterSettings: quickPresence) { cluster in
            let clock = try SteppedClock(file: "\(cluster.folder)/clock")
            try await cluster.startMaster()
            try await cluster.startMinion("web1", by: clock)
            try await cluster.startMinion("web2")
            try await cluster.acceptAll()
            try await cluster.watchingEvents { events in
                let go = "\(cluster.folder)/go"
                let script = "until [ -e \(go) ]; do sleep 0.05; done; date +%s"
                let before = try await cluster.publish("web1", "cmd.run", script)
                try await cluster.waitForState("running", of: before, on: "web1")
                try clock.set(ahead: step)
                try await waitForVerdicts(cluster, events, silent: "web2")
                #expect(try await cluster.states(of: before) == ["web1": "running"])
                let after = try await cluster.publish("web1", "cmd.run", "date +%s")
                try await cluster.waitForState("succeeded", of: after, on: "web1")
                let shown = try await cluster.succeed("salt-run", "--out", "txt", "jobs.lookup_jid", after)
                let seen = try #require(Int(shown.dropFirst("web1: ".count)))
                #expect(abs(seen - time(nil) - step) < 600, "its clock was set")
                try TestFile.write("", to: go)
                try await cluster.waitForState("succeeded", of: before, on: "web1")
                #expect(try events.departures(of: "web1") == 0)
                for jid in [before, after] {
                    #expect(try events.events("salt/job/\(jid)/ret/web1").count == 1)
                }
            }
        }
    }
}
