import BrineFailpoints
import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereFailpointsAreCompiledIn)
struct `A master that is killed at a failpoint` {
    @Test(arguments: [Failpoint.masterOutcomesArrived, .masterOutcomesCommitted, .masterOutcomesAcknowledged])
    func `has cancelled a job, or delivers it`(failpoint: Failpoint) async throws {
        try await Cluster.withFailpoints { cluster in
            let master = try await cluster.startMaster(environment: cluster.dying(at: failpoint))
            let away = try await cluster.startKnownMinion("web1")
            try await cluster.startKnownMinion("web2")
            try await cluster.waitForPresence(of: ["web1", "web2"])
            try away.end(SIGTERM)
            try await cluster.waitForPresence(of: ["web2"])
            let jid = try await cluster.publish("web1", "cmd.run", cluster.work)
            let cancel = try await cluster.run("salt-run", "jobs.cancel", jid)
            #expect(cancel.status != 0)
            #expect(cancel.error.contains("it went away before it answered; it may have done what it was asked"))
            try await until("the master's death") { master.hasEnded(within: .zero) }
            #expect(cluster.isMarked())
            try await cluster.startMaster()
            try await cluster.startKnownMinion("web1")
            try await cluster.waitForPresence(of: ["web1", "web2"])
            try await cluster.waitForAllEnds()
            let isCancelled = failpoint != .masterOutcomesArrived
            let (states, returns) = try await cluster.ending(of: jid)
            #expect(states == ["web1": isCancelled ? "cancelled" : "succeeded"])
            #expect(returns == (isCancelled ? [:] : ["web1": "done"]))
            #expect(cluster.runs(on: "web1") == (isCancelled ? 0 : 1))
            try await cluster.expectAllIsWell()
        }
    }

    @Test(arguments: [Failpoint.masterCallArrived, .masterCallCommitted])
    func `keeps what a minion ran of its own accord, once`(failpoint: Failpoint) async throws {
        try await Cluster.withFailpoints { cluster in
            let master = try await cluster.startMaster(environment: cluster.dying(at: failpoint))
            for id in cluster.minions { try await cluster.startKnownMinion(id) }
            try await cluster.waitForPresence(of: ["web1", "web2"])
            #expect(try await cluster.succeed("salt-call", "cmd.run", "echo own") == "local:\n    own")
            try await until("the master's death") { master.hasEnded(within: .zero) }
            #expect(cluster.isMarked())
            try await cluster.startMaster()
            try await until("the acknowledgement") {
                TestFile.names(in: cluster.outboxFolder("web1")).allSatisfy { $0.hasPrefix(".") }
            }
            let jids = try await cluster.commandJobs()
            #expect(jids.count == 1)
            #expect(try await cluster.ending(of: jids.first ?? "").returns == ["web1": "own"])
            try await cluster.expectAllIsWell()
        }
    }

    @Test func `again and again goes on with the same job`() async throws {
        try await Cluster.withFailpoints { cluster in
            let steps: [Failpoint] = [
                .masterReceiptArrived, .masterOutcomesArrived, .masterOutcomesCommitted, .masterTurnTaken,
                .masterTurnKept, .masterOutcomesArrived, .masterOutcomesAcknowledged,
            ]
            var master: DaemonHandle? = try await cluster.startMaster(
                environment: cluster.dying(at: steps[0], mark: "0")
            )
            for id in cluster.minions { try await cluster.startKnownMinion(id) }
            try await cluster.waitForPresence(of: ["web1", "web2"])
            let words = ["--out", "txt", "-t", "50", "-b", "1", "*", "cmd.run", cluster.work]
            let salt = try await cluster.run("salt", words) { _ in
                for number in steps.indices {
                    try await until("the death at \(steps[number])") { master?.hasEnded(within: .zero) ?? true }
                    guard number + 1 < steps.count else { break }
                    // One that dies at once is not seen.
                    let dying = cluster.dying(at: steps[number + 1], mark: "\(number + 1)")
                    master = try? await cluster.startMaster(environment: dying)
                }
                try await cluster.startMaster()
            }
            #expect(salt.status == 0)
            #expect(salt.output.contains("web1: done") && salt.output.contains("web2: done"))
            #expect(steps.indices.allSatisfy { cluster.isMarked("\($0)") })
            let jids = try await cluster.commandJobs()
            #expect(jids.count == 1)
            let states = try await cluster.ending(of: jids.first ?? "").states
            #expect(states == ["web1": "succeeded", "web2": "succeeded"])
            #expect(cluster.runs(on: "web1") == 1 && cluster.runs(on: "web2") == 1)
            try await cluster.expectAllIsWell()
        }
    }
}
