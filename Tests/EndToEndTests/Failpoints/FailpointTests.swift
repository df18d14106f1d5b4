import BrineFailpoints
import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereFailpointsAreCompiledIn)
struct `A process that is killed at a failpoint` {
    @Test(arguments: FailpointTrial.plain)
    func `loses nothing of a job and runs nothing twice`(trial: FailpointTrial) async throws {
        try await attempt(trial) { cluster, meanwhile in
            try await cluster.run("salt", Self.options + ["*", "cmd.run", cluster.work], meanwhile: meanwhile)
        }
    }

    @Test(arguments: FailpointTrial.rollouts)
    func `loses nothing of a job that goes to one minion after the other`(trial: FailpointTrial) async throws {
        try await attempt(trial) { cluster, meanwhile in
            let words = Self.options + ["-b", "1", "*", "cmd.run", cluster.work]
            return try await cluster.run("salt", words, meanwhile: meanwhile)
        }
    }

    @Test(arguments: FailpointTrial.queued)
    func `loses nothing of a job that waits for its turn`(trial: FailpointTrial) async throws {
        try await attempt(trial) { cluster, meanwhile in
            let go = "\(cluster.folder)/go"
            let first = try await cluster.publish(
                "*",
                "cmd.run",
                "touch \(go).$MINION; until [ -e \(go) ]; do sleep 0.05; done; echo done"
            )
            try await until("the first job on both minions") {
                cluster.minions.allSatisfy { access("\(go).\($0)", F_OK) == 0 }
            }
            let words = Self.options + ["*", "cmd.run", cluster.work]
            return try await cluster.run("salt", words) { pid in
                try await until("the second job in the queue, or the kill") {
                    cluster.isMarked()
                        || cluster.minions.allSatisfy { id in
                            TestFile.names(in: cluster.procFolder(id)).contains { $0 > first && !$0.hasPrefix(".") }
                        }
                }
                try TestFile.write("", to: go)
                try await meanwhile(pid)
            }
        }
    }

    @Test func `is tried with each failpoint there is`() {
        let trials = FailpointTrial.plain + FailpointTrial.rollouts + FailpointTrial.queued
        #expect(Set(trials.map(\.failpoint)).union(FailpointTrial.elsewhere) == Set(Failpoint.allCases))
    }

    @Test(arguments: ["salt", "salt-master", "salt-minion"])
    func `is told of a failpoint that there is not, and does not start`(command: String) async throws {
        let run = try await CommandRun.run(
            "\(BuiltCommands.folder)/\(command)",
            ["--version"],
            environment: ["BRINE_FAILPOINT": "bogus"]
        )
        #expect(run.status == 64 && run.output.isEmpty)
        let expected = "expected a name, or a name and a number from 1 as in name:2, found 'bogus'; names: master"
        #expect(run.error.hasPrefix("BRINE_FAILPOINT: \(expected)"))
    }

    /// The options of the command that publishes: whoever was killed has all the time that a busy machine needs to come back.
    private static let options = ["--out", "txt", "-t", "50"]

    /// Publishes a job on a cluster of two minions, has a process die at the trial's failpoint, starts it anew, and checks all
    /// that was promised.
    private func attempt(
        _ trial: FailpointTrial,
        publish: (Cluster, (Int32) async throws -> Void) async throws -> CommandRun
    ) async throws {
        let settings = trial.way == .queued ? "process_count_max: 1" : ""
        try await Cluster.withFailpoints(minionSettings: settings) { cluster in
            let dying = cluster.dying(at: trial.failpoint, turn: trial.turn)
            let master = try await cluster.startMaster(environment: trial.killsMaster ? dying : [:])
            let minion = try await cluster.startKnownMinion("web1", trial.killsMaster ? [:] : dying)
            try await cluster.startKnownMinion("web2")
            try await cluster.waitForPresence(of: ["web1", "web2"])
            let salt = try await publish(cluster) { _ in
                guard !trial.killsWorker else { return }
                let victim = trial.killsMaster ? master : minion
                try await until("the death at \(trial.testDescription)") { victim.hasEnded(within: .zero) }
                if trial.killsMaster {
                    try await cluster.startMaster()
                } else {
                    try await cluster.startKnownMinion("web1")
                }
            }
            #expect(cluster.isMarked(), "the failpoint was reached")
            check(salt, trial)
            try await cluster.waitForAllEnds()
            let jids = try await cluster.commandJobs()
            #expect(jids.count == trial.jobCount)
            for (number, jid) in jids.enumerated() {
                let isLast = number == jids.count - 1
                let (states, returns) = try await cluster.ending(of: jid)
                #expect(states == ["web1": isLast ? trial.state : "succeeded", "web2": "succeeded"])
                #expect(returns.keys.sorted() == ["web1", "web2"])
                #expect(returns["web2"] == "done")
                #expect((returns["web1"] == "done") == (states["web1"] == "succeeded"))
            }
            #expect(cluster.runs(on: "web1") == (jids.isEmpty ? 0 : trial.runs))
            #expect(cluster.runs(on: "web2") == (jids.isEmpty ? 0 : 1))
            try await cluster.expectAllIsWell()
        }
    }

    /// What the command told that had published the job.
    private func check(_ salt: CommandRun, _ trial: FailpointTrial) {
        let wasTold = salt.output.contains("web2")
        #expect(wasTold || trial.mayAnswerNobody)
        #expect(!wasTold || !trial.answersNobody)
        guard wasTold else {
            #expect(salt.status != 0 && salt.output.isEmpty)
            #expect(salt.error.contains("it went away before it answered; it may have done what it was asked"))
            return
        }
        #expect(salt.output.contains("web2: done"))
        #expect(salt.output.contains("web1: done") == (trial.state == "succeeded"))
        switch trial.state {
        case "lost": #expect(salt.output.contains("web1: The job's worker is gone and left no return"))
        case "terminated": #expect(salt.output.contains("web1: The job was ended by signal 9"))
        // A rollout tells there whose turn it is, and a wait for the master that it is silent.
        default: #expect(salt.error.isEmpty || trial.way == .rollout || trial.killsMaster)
        }
        #expect((salt.status == 0) == (trial.state == "succeeded"))
    }
}
