import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A command for a minion that is away` {
    @Test func `waits as long as was asked for, and otherwise as long as the master's window`() async throws {
        try await Cluster.with(minions: ["web1", "web2"], masterSettings: "delivery_window: 0.5") { cluster in
            try cluster.minion("web2").end(SIGTERM)
            let patient = "\(cluster.folder)/patient"
            let late = "\(cluster.folder)/late"
            let waiting = try await cluster.publish(
                "--deliver-within",
                "2h",
                "web2",
                "cmd.run",
                "echo run >> \(patient)"
            )
            let missed = try await cluster.publish("web2", "cmd.run", "echo run >> \(late)")
            try await until("the verdict") { try await state(of: missed, cluster).contains("web2: undelivered") }
            #expect(try await state(of: waiting, cluster).contains("web2: pending"))
            try await cluster.startMinion("web2")
            try await until("the return") { try await state(of: waiting, cluster).contains("web2: succeeded") }
            #expect(try TestFile.read(patient) == "run\n")
            #expect(access(late, F_OK) != 0)
            #expect(try await state(of: missed, cluster).contains("web2: undelivered"))
        }
    }

    @Test func `that no master ever delivered is undelivered and not lost, also where the master was killed meanwhile`()
        async throws
    {
        let settings = "delivery_window: 1\nheartbeat_interval: 0.3"
        try await Cluster.with(minions: ["web1"], masterSettings: settings) { cluster in
            try cluster.minion("web1").end(SIGTERM)
            let run = "\(cluster.folder)/run"
            let jid = try await cluster.publish("web1", "cmd.run", "echo run >> \(run)")
            try cluster.master().end(SIGKILL)
            try await cluster.startMaster()
            try await until("the verdict") { try await state(of: jid, cluster).contains("web1: undelivered") }
            try await cluster.startMinion("web1")
            #expect(try await cluster.succeed("salt", "-t", "30", "web1", "test.ping") == "web1:\n    True")
            #expect(try await state(of: jid, cluster).contains("web1: undelivered"))
            #expect(access(run, F_OK) != 0)
        }
    }

    @Test func `is delivered by the next master where its window is open`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            try cluster.minion("web1").end(SIGKILL)
            let run = "\(cluster.folder)/run"
            let jid = try await cluster.publish("web1", "cmd.run", "echo run >> \(run); echo done")
            try cluster.master().end(SIGKILL)
            try await cluster.startMaster()
            try await cluster.startMinion("web1")
            try await until("the return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web1:\n    done"
            }
            #expect(try TestFile.read(run) == "run\n")
        }
    }

    @Test(arguments: [("0", "found 0.0 s"), ("soon", "found 'soon'"), ("2w", "found '2w'"), ("nan", "found 'nan'")])
    func `waits for a time, and for nothing else`(text: String, found: String) async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            let run = try await cluster.run("salt", "--deliver-within", text, "*", "test.ping")
            #expect(run.status == 64 && run.output.isEmpty)
            #expect(
                run.error.contains("option --deliver-within: expected") && run.error.contains(found),
                "\(run.error)"
            )
        }
    }

    /// How a job stands, in one line.
    private func state(of jid: String, _ cluster: Cluster) async throws -> String {
        let row = try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.list_job", jid)
        return row.filter { $0 != "\"" }
    }
}
