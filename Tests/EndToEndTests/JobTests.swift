import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Jobs from the command line` {
    @Test func `a ping is answered by every minion`() async throws {
        try await Cluster.with(minions: ["web1", "web2", "db1"]) { cluster in
            let answer = try await cluster.succeed("salt", "--static", "*", "test.ping")
            #expect(answer == "db1:\n    True\nweb1:\n    True\nweb2:\n    True")
            #expect(
                try await cluster.succeed("salt", "--static", "web*", "test.echo", "hi")
                    == "web1:\n    hi\nweb2:\n    hi"
            )
            #expect(try await cluster.succeed("salt", "-L", "db1", "--out", "txt", "test.ping") == "db1: True")
            #expect(try await cluster.succeed("salt", "--out", "yaml", "web1", "test.ping") == "web1: true")
            let json = try await cluster.succeed("salt", "--out", "json", "--out-indent", "-1", "-s", "*", "test.ping")
            let pairs = json.dropFirst().dropLast().split(separator: ",").map { $0.drop { $0 == " " } }
            #expect(Set(pairs) == [#""db1": true"#, #""web1": true"#, #""web2": true"#])
        }
    }

    @Test func `arguments reach the function with their types`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let answer = try await cluster.succeed(
                "salt",
                "--out",
                "json",
                "--out-indent",
                "-1",
                "web1",
                "test.arg",
                "1",
                "1.5",
                "true",
                "null",
                "[1, two]",
                "x y",
                "20261122144213307642",
                "a=1"
            )
            #expect(
                answer
                    == #"{"web1": {"args": [1, 1.5, true, null, [1, "two"], "x y", "20261122144213307642"], "kwargs": {"a": 1}}}"#
            )
        }
    }

    @Test func `a command's output and result code come back`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let failed = try await cluster.run("salt", "web1", "cmd.run", "echo out; echo err >&2; exit 3")
            #expect(failed.output == "web1:\n    out\n    err\n")
            #expect(failed.error == "ERROR: Minions returned with non-zero exit code\n")
            #expect(failed.status == 1)
            let all = try await cluster.run(
                "salt",
                "--out",
                "json",
                "web1",
                "cmd.run_all",
                "echo out; echo err >&2; exit 3"
            )
            #expect(all.output.contains(#""retcode": 3"#) && all.output.contains(#""stderr": "err""#))
            #expect(all.status == 1)
        }
    }

    @Test func `a job is followed, listed and looked up`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let jid = try await cluster.publish("*", "test.sleep", "300")
            try await until("the job on both minions") {
                let active = try await cluster.succeed("salt-run", "jobs.active", "--out", "json", "--out-indent", "-1")
                return active.contains(jid) && active.contains(#"{"web1": "#) && active.contains(#"{"web2": "#)
            }
            let row = try await cluster.succeed("salt", "--out", "json", "web1", "saltutil.find_job", jid)
            #expect(row.contains(#""fun": "test.sleep""#) && row.contains(#""jid": "\#(jid)""#))
            #expect(TestFile.names(in: cluster.procFolder("web1")) == [jid])
            #expect(try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).isEmpty)

            let signalled = try await cluster.succeed("salt", "web1", "saltutil.term_job", jid)
            #expect(signalled.hasPrefix("web1:\n    Signal 15 sent to job \(jid) at pid "))
            _ = try await cluster.succeed("salt", "web2", "saltutil.kill_job", jid)
            try await until("the returns of the ended job") {
                let returns = try await cluster.succeed("salt-run", "jobs.lookup_jid", jid)
                return returns.contains("web1") && returns.contains("web2")
            }
            let user = try await cluster.userName()
            #expect(
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid)
                    == """
                    web1:
                        The job was ended by signal 15, asked for by \(user)
                    web2:
                        The job was ended by signal 9, asked for by \(user)
                    """
            )
            #expect(TestFile.names(in: cluster.procFolder("web1")) == [".signals"])
            let jobs = try await cluster.succeed("salt-run", "jobs.list_jobs")
            #expect(
                jobs.contains(
                    "\(jid):\n    ----------\n    Arguments:\n        - 300\n    Function:\n        test.sleep"
                )
            )
            #expect(try await cluster.succeed("salt-run", "jobs.active").isEmpty)
        }
    }

    @Test func `a signal reaches a shell's children too`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let pidFile = "\(cluster.folder)/child"
            let jid = try await cluster.publish(
                "web1",
                "cmd.run",
                "sleep 300 & echo $! > \(pidFile).new; mv \(pidFile).new \(pidFile); wait"
            )
            try await until("the shell's child") { (try? TestFile.read(pidFile)) != nil }
            let child = try DaemonHandle(pidFile: pidFile)
            _ = try await cluster.succeed("salt", "web1", "saltutil.term_job", jid)
            #expect(child.hasEnded(within: eventDeadline))
        }
    }

    @Test func `a job that a signal has ended is ended whole, also what ignores the signal`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let pidFile = "\(cluster.folder)/stubborn"
            let command =
                "trap '' TERM; echo $$ > \(pidFile).new; mv \(pidFile).new \(pidFile); while :; do sleep 1; done"
            let jid = try await cluster.publish("web1", "cmd.run", command)
            try await until("the shell") { (try? TestFile.read(pidFile)) != nil }
            let shell = try DaemonHandle(pidFile: pidFile)
            _ = try await cluster.succeed("salt", "web1", "saltutil.term_job", jid)
            #expect(shell.hasEnded(within: eventDeadline))
            try await until("the job's end") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).contains("ended by signal 15")
            }
        }
    }

    @Test func `the job's id is told where it is asked for`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let verbose = try await cluster.run("salt", "-v", "web1", "test.ping")
            #expect(verbose.lines[0].hasPrefix("Executing job with jid 2"))
            #expect(verbose.lines[1] == String(repeating: "-", count: verbose.lines[0].count))
            #expect(verbose.lines[2...] == ["", "web1:", "    True", ""])
            let shown = try await cluster.run("salt", "--show-jid", "web1", "test.ping")
            #expect(shown.lines[0].hasPrefix("jid: 2"))
        }
    }

    @Test func `a call on the minion reaches the master as a job of its own`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            #expect(try await cluster.succeed("salt-call", "test.echo", "hi") == "local:\n    hi")
            try await until("the call in the list of jobs") {
                try await cluster.succeed("salt-run", "jobs.list_jobs").contains("test.echo")
            }
            let jobs = try await cluster.succeed(
                "salt-run",
                "jobs.list_jobs",
                "search_function=test.echo",
                "--out",
                "json",
                "--out-indent",
                "-1"
            )
            #expect(
                jobs.contains(
                    #""Function": "test.echo", "Arguments": ["hi"], "Target": ["web1"], "Target-type": "list""#
                )
            )
            let jid = String(jobs.prefix { $0 != ":" }.filter(\.isNumber))
            #expect(try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web1:\n    hi")
            try await until("the empty outbox") { TestFile.names(in: cluster.outboxFolder("web1")).isEmpty }

            // With no minion running it waits, and arrives once.
            try cluster.minion("web1").end(15)
            _ = try await cluster.succeed("salt-call", "test.echo", "later")
            _ = try await cluster.succeed("salt-call", "--local", "test.echo", "never")
            try await cluster.startMinion("web1")
            try await until("the call that waited") {
                try await cluster.succeed("salt-run", "jobs.list_jobs").contains("later")
            }
            #expect(try await !cluster.succeed("salt-run", "jobs.list_jobs").contains("never"))
        }
    }

    @Test func `salt-call runs a function without a master`() async throws {
        try await Cluster.withConfiguration(minions: ["web1"]) { cluster in
            #expect(try await cluster.succeed("salt-call", "--local", "test.ping") == "local:\n    True")
            let failed = try await cluster.run("salt-call", "--local", "--retcode-passthrough", "cmd.run", "exit 3")
            #expect(failed.status == 3)
            let unknown = try await cluster.run("salt-call", "--local", "no.such")
            #expect(unknown.output + unknown.error == "local:\n    'no.such' is not available.\n")
            #expect(unknown.status == 1)
        }
    }
}

extension Cluster {
    /// The name that jobs of this test carry.
    func userName() async throws -> String {
        let jobs = try await succeed("salt-run", "jobs.list_jobs", "--out", "txt")
        guard let start = jobs.firstRange(of: "'User': '") else { return "" }
        return String(jobs[start.upperBound...].prefix { $0 != "'" })
    }
}

@Suite(.timeLimit(.minutes(5))) struct `A waiting salt` {
    @Test func `says on ctrl-C where its job is, and leaves it running`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let go = "\(cluster.folder)/go"
            let command = "touch \(go).started; until [ -e \(go) ]; do sleep 0.05; done; echo done"
            let result = try await cluster.run("salt", ["web1", "cmd.run", command]) { pid in
                try await until("the job's start") { access("\(go).started", F_OK) == 0 }
                kill(pid, SIGINT)
            }
            #expect(result.status == 0)
            #expect(result.output.isEmpty)
            let lines = result.error.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            try #require(lines.count >= 6, "\(result.error)")
            #expect(lines[0].isEmpty && lines[1] == "Exiting gracefully on Ctrl-c")
            let jid = String(lines[2].suffix(20))
            #expect(lines[2] == "This job's jid is: \(jid)" && lines[5] == "salt-run jobs.lookup_jid \(jid)")
            try TestFile.write("", to: go)
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web1:\n    done"
            }
        }
    }

    @Test func `ends on SIGTERM with its code`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let started = "\(cluster.folder)/started"
            let result = try await cluster.run("salt", ["web1", "cmd.run", "touch \(started); sleep 60"]) { pid in
                try await until("the job's start") { access(started, F_OK) == 0 }
                kill(pid, SIGTERM)
            }
            #expect(result.status == 128 + SIGTERM)
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct `The longest returns` {
    @Test func `arrive, or are replaced by a text that says so`() async throws {
        try await Cluster.with(minions: ["web1"], minionSettings: "return_limit: 32M") { cluster in
            let command = "head -c 40000000 /dev/zero | tr '\\0' x; head -c 40000000 /dev/zero | tr '\\0' y >&2"
            let result = try await cluster.run("salt", "-t", "60", "--out", "txt", "web1", "cmd.run_all", command)
            #expect(result.status == 0)
            #expect(result.output.utf8.count > 30_000_000)
            #expect(try await cluster.succeed("salt", "-t", "10", "web1", "test.ping") == "web1:\n    True")
        }
    }
}
