import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereDisksCanBeMade)
struct `A minion whose outbox is full` {
    private static let settings = "outbox_limit: 4K"

    /// A cluster whose master can acknowledge nothing as long as its disk is full, and whose minion takes one return.
    private func withCluster(_ body: (Cluster, SmallDisk) async throws -> Void) async throws {
        try await Cluster.withConfiguration(
            minions: ["web1"],
            masterSettings: "delivery_window: 120",
            minionSettings: Self.settings
        ) { cluster in
            try await SmallDisk.with(at: cluster.storeFolder, kibibytes: 4_096) { disk in
                try await cluster.startMaster(on: disk)
                try await cluster.startMinion("web1")
                try await cluster.acceptAll()
                try await body(cluster, disk)
            }
        }
    }

    private func outbox(_ cluster: Cluster) -> [String] {
        TestFile.names(in: cluster.outboxFolder("web1")).filter { !$0.hasPrefix(".") }
    }

    private func log(_ cluster: Cluster) throws -> String {
        try TestFile.read("\(cluster.folder)/web1/var/log/salt/minion")
    }

    /// Has the minion hold a return that the master cannot keep, and a job published before that, for which the minion has no
    /// room.
    ///
    /// - Returns: the job that has returned, and the one that is held.
    private func fill(_ cluster: Cluster, _ disk: SmallDisk, holding script: String) async throws -> (String, String) {
        let go = "\(cluster.folder)/go"
        let first = try await cluster.publish("web1", "cmd.run", "until [ -e \(go) ]; do sleep 0.05; done; echo first")
        try await cluster.waitForRunning(first, on: "web1")
        // The minion is away while the second job is published, so that it comes when the outbox is full.
        try cluster.minion("web1").end(SIGKILL)
        let second = try await cluster.publish("web1", "cmd.run", script)
        try disk.fill()
        try TestFile.write("", to: go)
        try await until("the first return") { outbox(cluster) == [first] }
        try await cluster.startMinion("web1")
        try await until("the job that is held") {
            try log(cluster).contains("job \(second) is not taken: no room for its return")
        }
        return (first, second)
    }

    @Test func `takes a job that was held when there is room again, and runs it once`() async throws {
        try await withCluster { cluster, disk in
            let mark = "\(cluster.folder)/mark"
            let (first, second) = try await fill(cluster, disk, holding: "echo ran >> \(mark); echo second")
            #expect(outbox(cluster) == [first])
            #expect(TestFile.names(in: cluster.procFolder("web1")).filter { !$0.hasPrefix(".") }.isEmpty)
            let full = "too much waits in the outbox for the master (returns and events: 1, bytes: 4096): "
            #expect(try log(cluster).contains(full))

            // Events and calls of its own find no room either, and say so.
            let event = try await cluster.run("salt-call", "--local", "event.send", "deploy/done")
            #expect(event.status == 1)
            #expect(event.output.contains("caused an exception: the outbox is full: 4096 bytes wait for the master"))
            let call = try await cluster.run("salt-call", "test.ping")
            #expect(call.status == 0)
            #expect(call.output == "local:\n    True\n")
            #expect(call.error.contains("the master is not told of this call: the outbox is full: "))
            #expect(outbox(cluster) == [first])

            disk.makeRoom()
            try await until("the returns") {
                let lines = try await cluster.succeed("salt-run", "--out", "txt", "jobs.lookup_jid", second)
                return lines == "web1: second"
            }
            #expect(try await cluster.succeed("salt-run", "--out", "txt", "jobs.lookup_jid", first) == "web1: first")
            #expect(try TestFile.read(mark) == "ran\n")
            #expect(try log(cluster).contains("there is room in the outbox again: jobs are taken"))
            try await until("an empty outbox") { outbox(cluster).isEmpty }
        }
    }

    @Test func `leaves a job undelivered whose window closes before there is room`() async throws {
        try await Cluster.withConfiguration(
            minions: ["web1"],
            masterSettings: "delivery_window: 3",
            minionSettings: Self.settings
        ) { cluster in
            try await cluster.startMaster()
            // The return of a call, on a disk from which it cannot be removed: it waits for as long as that is so.
            _ = try await cluster.succeed("salt-call", "test.ping")
            let kept = outbox(cluster)
            try #require(kept.count == 1)
            let original = "\(cluster.folder)/original"
            try #require(rename("\(cluster.outboxFolder("web1"))/\(kept[0])", original) == 0)
            try await SmallDisk.with(at: cluster.outboxFolder("web1"), kibibytes: 4_096) { disk in
                let copy = try await CommandRun.run("/bin/cp", [original, disk.path(kept[0])])
                try #require(copy.status == 0)
                try await disk.remount("ro")
                try await cluster.startMinion("web1", on: disk)
                try await cluster.acceptAll()
                let mark = "\(cluster.folder)/mark"
                let held = try await cluster.publish("web1", "cmd.run", "echo ran >> \(mark)")
                try await until("its end") {
                    try await cluster.succeed("salt-run", "jobs.list_job", held).contains("undelivered")
                }
                let lines = try log(cluster).split(separator: "\n").filter { $0.contains(held) }
                #expect(lines.contains { $0.contains("job \(held) is not taken: no room for its return") })
                #expect(lines.allSatisfy { $0.contains("[DEBUG") }, "it comes again and again")
                try await disk.remount("rw")
                try await until("room") {
                    try log(cluster).contains("there is room in the outbox again: jobs are taken")
                }
                #expect(TestFile.names(in: cluster.folder).allSatisfy { $0 != "mark" })
                #expect(try await cluster.succeed("salt", "web1", "cmd.run", "echo third") == "web1:\n    third")
            }
        }
    }
}
