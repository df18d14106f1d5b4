import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Jobs that wait for their turn` {
    @Test func `wait in order, show as queued, and can be taken from the queue`() async throws {
        try await Cluster.with(minions: ["web1"], minionSettings: "process_count_max: 1") { cluster in
            let log = "\(cluster.folder)/log"
            let go = "\(cluster.folder)/go"
            let user = try await cluster.userName()
            let first = try await cluster.publish(
                "web1",
                "cmd.run",
                "until [ -e \(go) ]; do sleep 0.05; done; echo 1 >> \(log)"
            )
            try await cluster.waitForRunning(first, on: "web1")
            let second = try await cluster.publish("web1", "cmd.run", "echo 2 >> \(log)")
            let third = try await cluster.publish("web1", "cmd.run", "echo 3 >> \(log)")
            let fourth = try await cluster.publish("web1", "cmd.run", "echo 4 >> \(log)")
            try await until("three jobs in the queue") {
                let active = try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.active")
                return active.occurrences(of: #""Queued": ["web1"]"#) == 3
            }
            // What answers at once does not wait behind them.
            #expect(try await cluster.succeed("salt", "web1", "test.ping") == "web1:\n    True")
            let rows = try await cluster.succeed(
                "salt",
                "--out",
                "json",
                "--out-indent",
                "-1",
                "web1",
                "saltutil.running"
            )
            #expect(rows.occurrences(of: #""queued": true"#) == 3)
            #expect(
                try await cluster.succeed("salt", "web1", "saltutil.term_job", third)
                    == "web1:\n    Signal 15 sent to job \(third), which was queued and will not start"
            )
            // A minion that is started anew puts them back in order.
            try cluster.minion("web1").end(SIGKILL)
            try await cluster.startMinion("web1")
            try TestFile.write("", to: go)
            try await until("the last return") {
                try await cluster.succeed("salt-run", "jobs.exit_success", fourth) == "web1:\n    True"
            }
            #expect(try TestFile.read(log) == "1\n2\n4\n")
            #expect(try await cluster.succeed("salt-run", "jobs.exit_success", second) == "web1:\n    True")
            #expect(
                try await cluster.succeed("salt-run", "jobs.lookup_jid", third)
                    == "web1:\n    The job was ended by signal 15, asked for by \(user), before it began"
            )
            #expect(TestFile.names(in: cluster.procFolder("web1")).filter { !$0.hasPrefix(".") }.isEmpty)
        }
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func occurrences(of text: String) -> Int {
        ranges(of: text).count
    }
}
