import BrineFailpoints
import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereFailpointsAreCompiledIn)
struct `A minion that is killed at a failpoint` {
    @Test(arguments: [Failpoint.minionLossNoticed, .minionLossWritten, .minionRecordLeft, .minionRecordRemoved])
    func `tells of a job whose worker died, once`(failpoint: Failpoint) async throws {
        try await Cluster.withFailpoints { cluster in
            let minion = try await start(cluster, cluster.dying(at: failpoint))
            // The shell ends its worker.
            let work = "echo run >> \(cluster.folder)/runs.$MINION; kill -9 $PPID; sleep 300"
            let salt = try await cluster.run("salt", ["--out", "txt", "-t", "50", "web1", "cmd.run", work]) { _ in
                try await reborn(minion, cluster)
            }
            #expect(cluster.isMarked())
            // Who was there saw how it ended; who came later sees that it is gone.
            let isLost = failpoint == .minionLossNoticed
            #expect(salt.status != 0)
            #expect(salt.output.contains(isLost ? "is gone and left no return" : "The job was ended by signal 9"))
            try await expectOne(["web1": isLost ? "lost" : "terminated"], runs: 1, cluster)
        }
    }

    @Test(arguments: [Failpoint.minionLossNoticed, .minionLossWritten, .minionRecordLeft, .minionRecordRemoved])
    func `and again while it looks after what it left loses nothing`(failpoint: Failpoint) async throws {
        try await Cluster.withFailpoints { cluster in
            let minion = try await start(cluster, cluster.dying(at: .minionRecordWritten))
            let salt = try await cluster.run(
                "salt",
                ["--out", "txt", "-t", "50", "web1", "cmd.run", cluster.work]
            ) { _ in
                try await until("the first death") { minion.hasEnded(within: .zero) }
                // The worker that got no order ends by itself. Where it still lives the next minion takes it over, and dies
                // when it is gone; where not, that one dies before it is up.
                let second = try? await cluster.startKnownMinion("web1", cluster.dying(at: failpoint, mark: "again"))
                try await until("the second death") { second?.hasEnded(within: .zero) ?? true }
                try await cluster.startKnownMinion("web1")
            }
            #expect(cluster.isMarked() && cluster.isMarked("again"))
            #expect(salt.status != 0 && salt.output.contains("is gone and left no return"))
            try await expectOne(["web1": "lost"], runs: 0, cluster)
        }
    }

    @Test(arguments: [
        Failpoint.minionCommandReceived, .minionReturnUnsent, .minionReturnSent, .minionAcknowledged,
        .minionReturnRemoved,
    ])
    func `answers what it answers from memory all the same`(failpoint: Failpoint) async throws {
        try await Cluster.withFailpoints { cluster in
            let minion = try await start(cluster, cluster.dying(at: failpoint))
            let words = ["--out", "txt", "-t", "50", "*", "test.ping"]
            let salt = try await cluster.run("salt", words) { _ in try await reborn(minion, cluster) }
            #expect(cluster.isMarked())
            #expect(salt.status == 0 && salt.output.split(separator: "\n").sorted() == ["web1: True", "web2: True"])
            try await cluster.expectAllIsWell()
        }
    }

    @Test(arguments: [
        Failpoint.minionReturnUnsent, .minionReturnSent, .minionAcknowledged, .minionReturnRemoved,
    ])
    func `tells what was called on it, once`(failpoint: Failpoint) async throws {
        try await Cluster.withFailpoints { cluster in
            let minion = try await start(cluster, cluster.dying(at: failpoint))
            #expect(try await cluster.succeed("salt-call", "cmd.run", "echo own") == "local:\n    own")
            try await reborn(minion, cluster)
            #expect(cluster.isMarked())
            try await until("the acknowledgement") {
                TestFile.names(in: cluster.outboxFolder("web1")).allSatisfy { $0.hasPrefix(".") }
            }
            let jids = try await cluster.commandJobs()
            #expect(jids.count == 1)
            #expect(try await cluster.ending(of: jids.first ?? "").returns == ["web1": "own"])
            try await cluster.expectAllIsWell()
        }
    }

    @Test func `sends a signal that was asked for`() async throws {
        try await Cluster.withFailpoints { cluster in
            let minion = try await start(cluster, cluster.dying(at: .minionSignalNoted))
            let user = try await cluster.userName()
            let jid = try await cluster.publish("web1", "cmd.run", "\(cluster.work); sleep 300")
            try await cluster.waitForRunning(jid, on: "web1")
            let salt = try await cluster.run("salt", ["-t", "50", "web1", "saltutil.term_job", jid]) { _ in
                try await reborn(minion, cluster)
            }
            #expect(cluster.isMarked())
            #expect(salt.status == 0 && salt.output.contains("Signal 15 sent to job \(jid)"))
            try await expectOne(["web1": "terminated"], runs: 1, cluster)
            #expect(
                try await cluster.ending(of: jid).returns["web1"]
                    == "done\nThe job was ended by signal 15, asked for by \(user)"
            )
        }
    }

    @Test func `starts no job that was taken from its queue`() async throws {
        try await Cluster.withFailpoints(minionSettings: "process_count_max: 1") { cluster in
            let minion = try await start(cluster, cluster.dying(at: .minionJobWithdrawn))
            let user = try await cluster.userName()
            let go = "\(cluster.folder)/go"
            let wait = "until [ -e \(go) ]; do sleep 0.05; done; echo done"
            let first = try await cluster.publish("web1", "cmd.run", wait)
            try await cluster.waitForRunning(first, on: "web1")
            let second = try await cluster.publish("web1", "cmd.run", cluster.work)
            try await cluster.waitForRunning(second, on: "web1")
            let salt = try await cluster.run("salt", ["-t", "50", "web1", "saltutil.term_job", second]) { _ in
                try await reborn(minion, cluster)
            }
            #expect(cluster.isMarked())
            // Nothing of it is left when it is asked again.
            #expect(salt.output == "web1:\n")
            try TestFile.write("", to: go)
            try await cluster.waitForAllEnds()
            #expect(try await cluster.ending(of: first).states == ["web1": "succeeded"])
            let (states, returns) = try await cluster.ending(of: second)
            #expect(states == ["web1": "terminated"])
            #expect(returns["web1"] == "The job was ended by signal 15, asked for by \(user), before it began")
            #expect(cluster.runs(on: "web1") == 0)
            try await cluster.expectAllIsWell()
        }
    }

    @Test func `again and again goes on with the same job`() async throws {
        try await Cluster.withFailpoints { cluster in
            let steps: [Failpoint] = [
                .minionCommandReceived, .minionRecordUnnamed, .minionOrderHanded, .minionWorkerEnded,
                .minionReturnUnsent, .minionReturnSent, .minionAcknowledged,
            ]
            let go = "\(cluster.folder)/go"
            var minion: DaemonHandle? = try await start(cluster, cluster.dying(at: steps[0], mark: "0"))
            let work = "until [ -e \(go) ]; do sleep 0.05; done; \(cluster.work)"
            let salt = try await cluster.run("salt", ["--out", "txt", "-t", "50", "*", "cmd.run", work]) { _ in
                for number in steps.indices {
                    // The worker's end is seen by a minion that has taken it over.
                    if steps[number] == .minionWorkerEnded { try TestFile.write("", to: go) }
                    try await until("the death at \(steps[number])") { minion?.hasEnded(within: .zero) ?? true }
                    guard number + 1 < steps.count else { break }
                    // One that dies at once is not seen.
                    let dying = cluster.dying(at: steps[number + 1], mark: "\(number + 1)")
                    minion = try? await cluster.startKnownMinion("web1", dying)
                }
                try await cluster.startKnownMinion("web1")
            }
            #expect(steps.indices.allSatisfy { cluster.isMarked("\($0)") })
            #expect(salt.status == 0 && salt.output.split(separator: "\n").sorted() == ["web1: done", "web2: done"])
            try await expectOne(["web1": "succeeded", "web2": "succeeded"], runs: 1, cluster)
        }
    }

    // MARK: Steps

    /// Starts all, and returns when all are connected.
    ///
    /// - Returns: the process of the minion that will die.
    private func start(_ cluster: Cluster, _ environment: [String: String]) async throws -> DaemonHandle {
        try await cluster.startMaster()
        let minion = try await cluster.startKnownMinion("web1", environment)
        try await cluster.startKnownMinion("web2")
        try await cluster.waitForPresence(of: ["web1", "web2"])
        return minion
    }

    /// Waits until a minion has died, and starts it anew.
    private func reborn(_ minion: DaemonHandle, _ cluster: Cluster) async throws {
        try await until("the minion's death") { minion.hasEnded(within: .zero) }
        try await cluster.startKnownMinion("web1")
    }

    /// That the one job there is has come to these states, with a return from each, and that all is well afterwards.
    private func expectOne(_ states: [String: String], runs: Int, _ cluster: Cluster) async throws {
        try await cluster.waitForAllEnds()
        let jids = try await cluster.commandJobs()
        #expect(jids.count == 1)
        let (found, returns) = try await cluster.ending(of: jids.first ?? "")
        #expect(found == states)
        #expect(returns.keys.sorted() == states.keys.sorted())
        #expect(cluster.runs(on: "web1") == runs)
        try await cluster.expectAllIsWell()
    }
}
