import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereDisksCanBeMade)
struct `A master whose disk is full` {
    /// The values of a job's returns, by minion.
    private func returns(_ jid: String, _ cluster: Cluster) async throws -> [String: String] {
        let lines = try await cluster.succeed("salt-run", "--out", "txt", "jobs.lookup_jid", jid).split(separator: "\n")
        return Dictionary(
            lines.map { line in
                let parts = line.split(separator: ": ", maxSplits: 1)
                return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
            }
        ) { first, _ in first }
    }

    private func outboxes(_ cluster: Cluster) -> [[String]] {
        cluster.minions.map { TestFile.names(in: cluster.outboxFolder($0)).filter { !$0.hasPrefix(".") } }
    }

    @Test func `acknowledges nothing, publishes nothing, shows what it has, and goes on by itself`() async throws {
        try await Cluster.withConfiguration(minions: ["web1", "web2"]) { cluster in
            try await SmallDisk.with(at: cluster.storeFolder, kibibytes: 4_096) { disk in
                try await cluster.startMaster(on: disk)
                for id in cluster.minions { try await cluster.startMinion(id) }
                try await cluster.acceptAll()
                let go = "\(cluster.folder)/go"
                let before = try await cluster.publish("*", "cmd.run", "echo before")
                try await until("the first returns") { try await returns(before, cluster).count == 2 }
                let jid = try await cluster.publish(
                    "*",
                    "cmd.run",
                    "until [ -e \(go) ]; do sleep 0.05; done; echo done"
                )
                for id in cluster.minions { try await cluster.waitForRunning(jid, on: id) }

                try disk.fill()
                try TestFile.write("", to: go)
                try await until("the master's cry") {
                    try TestFile.read(cluster.masterLog)
                        .contains("[CRITICAL][\(cluster.master().pid)] cannot write to the job store, returns wait")
                }
                try await until("the returns in the outboxes") { outboxes(cluster) == [[jid], [jid]] }
                let refused = try await cluster.run("salt", "*", "test.ping")
                #expect(refused.status == 1)
                #expect(refused.output.isEmpty)
                let reason = "the job store could not be written: database or disk is full"
                #expect(refused.error.contains("the master cannot publish the job: \(reason)"))
                let jobs = try await cluster.succeed("salt-run", "jobs.list_jobs", "search_function=cmd.run")
                #expect(jobs.contains(before) && jobs.contains(jid))
                #expect(try await returns(before, cluster) == ["web1": "before", "web2": "before"])
                #expect(try await returns(jid, cluster).isEmpty)
                #expect(outboxes(cluster) == [[jid], [jid]], "nothing was acknowledged")

                disk.makeRoom()
                try await until("the returns") {
                    try await returns(jid, cluster) == ["web1": "done", "web2": "done"]
                }
                try await until("the end of what the minions kept") { outboxes(cluster) == [[], []] }
                let pong = try await cluster.succeed("salt", "-t", "30", "-s", "*", "test.ping")
                #expect(pong == "web1:\n    True\nweb2:\n    True")
                #expect(try TestFile.read(cluster.masterLog).contains("the job store can be written again"))
            }
        }
    }

    @Test func `comes up again after it was killed, shows what it has, and goes on when there is room`() async throws {
        try await Cluster.withConfiguration(minions: ["web1"]) { cluster in
            try await SmallDisk.with(at: cluster.storeFolder, kibibytes: 4_096) { disk in
                let master = try await cluster.startMaster(on: disk)
                try await cluster.startMinion("web1")
                try await cluster.acceptAll()
                let go = "\(cluster.folder)/go"
                let jid = try await cluster.publish(
                    "web1",
                    "cmd.run",
                    "until [ -e \(go) ]; do sleep 0.05; done; echo done"
                )
                try await cluster.waitForRunning(jid, on: "web1")
                try disk.fill()
                try master.end(SIGKILL)
                try await cluster.startMaster(on: disk)
                #expect(try await cluster.succeed("salt-run", "jobs.list_jobs").contains(jid))
                try TestFile.write("", to: go)
                try await until("the master's cry") {
                    try TestFile.read(cluster.masterLog).contains("cannot write to the job store, returns wait")
                }
                #expect(try await cluster.run("salt", "web1", "test.ping").status == 1)
                disk.makeRoom()
                try await until("the return") { try await returns(jid, cluster) == ["web1": "done"] }
                try await until("the end of what the minion kept") { outboxes(cluster) == [[]] }
            }
        }
    }

    @Test func `has every return in the end that minions made while it filled up`() async throws {
        try await Cluster.withConfiguration(minions: ["web1", "web2"]) { cluster in
            try await SmallDisk.with(at: cluster.storeFolder, kibibytes: 2_048) { disk in
                try await cluster.startMaster(on: disk)
                for id in cluster.minions { try await cluster.startMinion(id) }
                try await cluster.acceptAll()
                // Each return takes a fifth of the disk. Jobs are published until there is no room for one.
                var jids: [String] = []
                let script = "head -c 400000 /dev/zero | tr '\\0' x"
                try await until("a refusal") {
                    let run = try await cluster.run("salt", ["--async", "*", "cmd.run", script])
                    guard run.status == 0, let jid = run.lines.first?.split(separator: " ").last else { return true }
                    jids.append(String(jid))
                    return false
                }
                #expect(jids.count >= 2)
                try await disk.remount("size=1g")
                for jid in jids {
                    try await until("the returns of \(jid)") {
                        try await returns(jid, cluster).mapValues(\.count) == ["web1": 400_000, "web2": 400_000]
                    }
                }
                try await until("the end of what the minions kept") { outboxes(cluster) == [[], []] }
            }
        }
    }
}
