import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Watching a job` {
    /// Publishes a job that one of its minions ends at once, and the others fail when a file is there.
    private func publish(_ cluster: Cluster, go: String) async throws -> String {
        let script = "mkdir \(go).first 2>/dev/null && exit 0; until [ -e \(go) ]; do sleep 0.05; done; exit 3"
        return try await cluster.publish("*", "cmd.run", script)
    }

    @Test func `shows each minion as it ends, and the counts`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let (file, go) = ("\(cluster.folder)/watched", "\(cluster.folder)/go")
            try TestFile.write("", to: file)
            let jid = try await publish(cluster, go: go)
            let result = try await cluster.run("salt-run", ["--out-file", file, "jobs.watch", jid]) { _ in
                try await until("the first minion") { try TestFile.read(file).contains(": succeeded, retcode 0, 20") }
                #expect(try TestFile.read(file).split(separator: "\n").count == 1)
                try TestFile.write("", to: go)
            }
            #expect(result.status == 1 && result.error.isEmpty && result.output.isEmpty)
            let lines = try TestFile.read(file).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines[1].contains(": failed, retcode 3, 20"))
            #expect(lines[2].hasPrefix("2 of 2 returned, 1 failed, "))

            let json = try await cluster.run("salt-run", "--out", "json", "jobs.watch", jid)
            #expect(json.status == 1 && json.lines.count == 4)
            #expect(json.lines[0].contains(#""state": "succeeded", "retcode": 0, "at": "20"#))
            #expect(json.lines[1].contains(#""state": "failed", "retcode": 3, "at": "20"#))
            #expect(json.lines[2].hasPrefix(#"{"jid": "\#(jid)", "returned": 2, "running": 0, "#))
            let good = try await cluster.publish("*", "test.ping")
            #expect(try await cluster.run("salt-run", "jobs.watch", good).status == 0)
        }
    }

    @Test func `goes on when the master is back`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let (file, go) = ("\(cluster.folder)/watched", "\(cluster.folder)/go")
            try TestFile.write("", to: file)
            let jid = try await publish(cluster, go: go)
            let result = try await cluster.run("salt-run", ["--out-file", file, "jobs.watch", jid]) { _ in
                try await until("the first minion") { try !TestFile.read(file).isEmpty }
                try cluster.master().end(SIGKILL)
                try TestFile.write("", to: go)
                try await cluster.startMaster()
            }
            #expect(result.status == 1)
            let lines = try TestFile.read(file).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines[1].contains(": failed, retcode 3, "))
            #expect(lines[2].hasPrefix("2 of 2 returned, "))
        }
    }

    @Test func `ends on ctrl-C, and the job does not`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let (file, go) = ("\(cluster.folder)/watched", "\(cluster.folder)/go")
            try TestFile.write("", to: file)
            let jid = try await publish(cluster, go: go)
            let result = try await cluster.run("salt-run", ["--out-file", file, "jobs.watch", jid]) { pid in
                try await until("the first minion") { try !TestFile.read(file).isEmpty }
                kill(pid, SIGINT)
            }
            #expect(result.status == 128 + SIGINT)
            #expect(result.error == "\nExiting gracefully on Ctrl-c\nThe job goes on: \(jid)\n")
            #expect(try await cluster.succeed("salt-run", "jobs.active").contains(jid))
            try TestFile.write("", to: go)
        }
    }

    @Test func `is refused of what is no job, and is documented with the others`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster()
            let unknown = try await cluster.run("salt-run", "jobs.watch", "20200101000000000000")
            #expect(unknown.status == 1 && unknown.output.isEmpty)
            #expect(unknown.error == "Cannot contact returner or no job with this jid: 20200101000000000000\n")
            let wrong = try await cluster.run("salt-run", "jobs.watch", "bogus")
            #expect(wrong.status == 1)
            #expect(
                wrong.error.hasPrefix(
                    "Passed invalid arguments to jobs.watch: jid must be a jid of twenty digits, found 'bogus'\n\nShows"
                )
            )
            let format = try await cluster.run("salt-run", "--out", "yaml", "jobs.watch", "20200101000000000000")
            #expect(format.status == 64 && format.error.contains("expected --out nested or json"))
            let documentation = try await cluster.succeed("salt-run", "-d", "jobs")
            #expect(documentation.contains("jobs.watch:\n\n") && documentation.contains("Usage: jobs.watch jid"))
        }
    }
}
