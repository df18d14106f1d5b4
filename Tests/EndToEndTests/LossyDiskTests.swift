import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereNetworksCanBeMade, .whereDisksCanBeMade)
struct `A full disk behind a network that loses packets` {
    private let faults = LinkFaults(loss: 0.2, delay: .milliseconds(50), heldShare: 0.1)

    @Test func `of the master's keeps returns on the minions, each of which arrives once when there is room`()
        async throws
    {
        try await FaultyNetwork.with(hosts: [Cluster.masterHost, "web1", "web2"]) { network in
            try await Cluster.withConfiguration(minions: ["web1", "web2"], on: network) { cluster in
                try await SmallDisk.with(at: cluster.storeFolder, kibibytes: 4_096) { disk in
                    try await cluster.startMaster(on: disk)
                    for id in cluster.minions { try await cluster.startMinion(id) }
                    try await cluster.acceptAll()
                    network.set(faults)
                    try await cluster.watchingEvents { events in
                        let go = "\(cluster.folder)/go"
                        let script =
                            "echo run >> \(cluster.folder)/runs; until [ -e \(go) ]; do sleep 0.05; done; echo done"
                        let jid = try await cluster.publish("*", "cmd.run", script)
                        for id in cluster.minions { try await cluster.waitForState("running", of: jid, on: id) }
                        try disk.fill()
                        try TestFile.write("", to: go)
                        try await until("the master's cry") {
                            try TestFile.read(cluster.masterLog).contains("cannot write to the job store, returns wait")
                        }
                        try await until("the returns in the outboxes") {
                            cluster.minions.allSatisfy { cluster.outbox(of: $0) == [jid] }
                        }
                        disk.makeRoom()
                        for id in cluster.minions {
                            try await cluster.waitForState("succeeded", of: jid, on: id)
                            try await cluster.waitForEmptyOutbox(of: id)
                            #expect(try events.events("salt/job/\(jid)/ret/\(id)").count == 1)
                        }
                        #expect(try TestFile.read("\(cluster.folder)/runs") == "run\nrun\n")
                        #expect(network.counts.lost > 0)
                    }
                }
            }
        }
    }

    @Test
    func `of a minion's keeps its returns in their workers, begins no job, and all return once when there is room`()
        async throws
    {
        try await FaultyNetwork.with(hosts: [Cluster.masterHost, "web1"]) { network in
            try await Cluster.withConfiguration(minions: ["web1"], on: network) { cluster in
                let cache = "\(cluster.folder)/web1/var/cache/salt/minion"
                try await SmallDisk.with(at: cache, kibibytes: 1_024) { disk in
                    try await cluster.startMaster()
                    try await cluster.startMinion("web1", on: disk)
                    try await cluster.acceptAll()
                    network.set(faults)
                    try await cluster.watchingEvents { events in
                        let go = "\(cluster.folder)/go"
                        let script =
                            "echo run >> \(cluster.folder)/runs; until [ -e \(go) ]; do sleep 0.05; done; echo done"
                        let jid = try await cluster.publish("web1", "cmd.run", script)
                        try await cluster.waitForState("running", of: jid, on: "web1")
                        try disk.fill()
                        try TestFile.write("", to: go)
                        // What would begin now has no room for its record: it is not run, and says why.
                        let refused = try await cluster.publish(
                            "web1",
                            "cmd.run",
                            "echo refused >> \(cluster.folder)/runs"
                        )
                        try await cluster.waitForState("failed", of: refused, on: "web1")
                        let reason = try await cluster.succeed("salt-run", "jobs.lookup_jid", refused)
                        #expect(reason.contains("No space left on device"))
                        #expect(try await cluster.states(of: jid) == ["web1": "running"])
                        disk.makeRoom()
                        try await cluster.waitForReturn("done", of: jid, on: "web1")
                        try await cluster.waitForAnswer(of: "web1")
                        #expect(try TestFile.read("\(cluster.folder)/runs") == "run\n")
                        for job in [jid, refused] {
                            #expect(try events.events("salt/job/\(job)/ret/web1").count == 1)
                        }
                    }
                }
            }
        }
    }
}
