import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Several functions in one call` {
    static let json = ["--out", "json", "--out-indent", "-1"]

    @Test func `are answered as a map by function, by every minion`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let result = try await cluster.run("salt", "--static", "*", "test.ping,cmd.run", ",echo hi")
            let answer = "\n    ----------\n    cmd.run:\n        hi\n    test.ping:\n        True\n"
            #expect(result.output == "web1:\(answer)web2:\(answer)")
            #expect(result.error.isEmpty && result.status == 0)
            let verbose = try await cluster.run(
                "salt",
                ["-v"] + Self.json + ["web1", "test.ping,test.echo", ",", "hi"]
            )
            #expect(verbose.error.hasPrefix("Executing job with jid 2"))
            #expect(verbose.lines.first == #"{"web1": {"test.ping": true, "test.echo": "hi"}}"#)
            #expect(verbose.status == 0)
        }
    }

    @Test func `run all, whether they are answered from memory, take a process, fail or are not there`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let mixed = try await cluster.run(
                "salt",
                Self.json + [
                    "web1", "no.such,test.echo,cmd.run,saltutil.running,test.ping,cmd.run_all",
                    ",a,echo out; exit 3,,1,exit 2",
                ]
            )
            #expect(mixed.status == 1)
            #expect(mixed.error == "ERROR: Minions returned with non-zero exit code\n")
            #expect(
                mixed.output.hasPrefix(
                    #"{"web1": {"no.such": "'no.such' is not available.", "test.echo": "a", "cmd.run": "out","#
                )
            )
            #expect(
                mixed.output.contains(#""saltutil.running": [], "test.ping": "Passed invalid arguments to test.ping: "#)
            )
            #expect(mixed.output.contains(#""retcode": 2"#))
            let user = try await cluster.userName()
            let jobs = try await cluster.json("salt-run", "jobs.list_jobs", "search_function=cmd.run_all")
            #expect(
                jobs.contains(
                    #""Function": ["no.such", "test.echo", "cmd.run", "saltutil.running", "test.ping", "cmd.run_all"]"#
                )
            )
            #expect(jobs.contains(#""Arguments": [[], ["a"], ["echo out; exit 3"], [], [1], ["exit 2"]]"#))
            let jid = String(jobs.dropFirst(2).prefix { $0 != "\"" })
            let report = try await cluster.json("salt-run", "jobs.list_job", jid)
            #expect(report.contains(#""retcode": 254, "success": false"#) && report.contains(#""User": "\#(user)""#))
        }
    }

    @Test func `are one job, which is listed, found, signalled and run again as a whole`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let go = "\(cluster.folder)/go"
            let jid = try await cluster.publish(
                "web1",
                "test.echo,cmd.run,test.sleep,test.ping",
                "first",
                ",",
                "test -e \(go) || { echo half; touch \(go); exec sleep 300; }",
                ",",
                "0.01",
                ","
            )
            try await until("the command") { access(go, F_OK) == 0 }
            let row = try await cluster.json("salt", "web1", "saltutil.is_running", "test.s*")
            #expect(row.contains(#""fun": ["test.echo", "cmd.run", "test.sleep", "test.ping"]"#) && row.contains(jid))
            let active = try await cluster.json("salt-run", "jobs.active")
            #expect(active.contains(#"{"\#(jid)": {"Function": ["test.echo", "cmd.run", "test.sleep", "test.ping"]"#))
            // One that a worker answers sees the other job, and not itself.
            let others = try await cluster.json("salt", "web1", "cmd.run,saltutil.running", "/bin/true,")
            #expect(others.contains(#""saltutil.running": [{"pid": "#) && !others.contains(#""fun": ["cmd.run", "#))

            _ = try await cluster.succeed("salt", "web1", "cmd.run,saltutil.term_job", "/bin/true", ",", jid)
            try await until("the return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).contains("web1")
            }
            let user = try await cluster.userName()
            let sentence = "The job was ended by signal 15, asked for by \(user)"
            let ended = try await cluster.json("salt-run", "jobs.lookup_jid", jid)
            #expect(
                ended
                    == #"{"web1": {"test.echo": "first", "cmd.run": "half\n\#(sentence)", "test.sleep": "\#(sentence), before it began", "test.ping": "\#(sentence), before it began"}}"#
            )

            let again = try await cluster.succeed("salt-run", "--out", "txt", "jobs.rerun", jid)
            try await until("the second return") {
                try await cluster.json("salt-run", "jobs.lookup_jid", again)
                    == #"{"web1": {"test.echo": "first", "cmd.run": "", "test.sleep": true, "test.ping": true}}"#
            }
        }
    }

    @Test func `that have no process end at once by a signal, also after one that had`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let done = "\(cluster.folder)/done"
            let jid = try await cluster.publish("web1", "cmd.run,test.sleep", "echo out; touch \(done)", ",", "300")
            try await until("the command's end") { access(done, F_OK) == 0 }
            // The shell may still be about to end; the signal is one that ends whatever waits.
            try await until("the return") {
                _ = try await cluster.succeed("salt", "web1", "saltutil.signal_job", jid, "INT")
                return try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).contains("web1")
            }
            let ended = try await cluster.json("salt-run", "jobs.lookup_jid", jid)
            #expect(ended.hasPrefix(#"{"web1": {"cmd.run": "out"#) && ended.contains("The job was ended by signal 2"))
        }
    }

    @Test func `go on without their minion, wait in its queue, and return once`() async throws {
        try await Cluster.with(minions: ["web1"], minionSettings: "process_count_max: 1") { cluster in
            let (runs, go) = ("\(cluster.folder)/runs", "\(cluster.folder)/go")
            let first = try await cluster.publish(
                "web1",
                "test.echo,cmd.run",
                "first",
                ",",
                "echo run >> \(runs); until [ -e \(go) ]; do sleep 0.05; done; echo done"
            )
            try await until("the job's start") { (try? TestFile.read(runs)) == "run\n" }
            let second = try await cluster.publish("web1", "test.ping,cmd.run", ",echo second >> \(runs)")
            try await until("the job in the queue") {
                try await cluster.json("salt", "web1", "saltutil.find_job", second).contains(#""queued": true"#)
            }
            try cluster.minion("web1").end(SIGKILL)
            try await cluster.startMinion("web1")
            try await cluster.waitForRunning(first, on: "web1")
            try TestFile.write("", to: go)
            try await until("both returns") {
                let one = try await cluster.json("salt-run", "jobs.lookup_jid", first)
                let two = try await cluster.json("salt-run", "jobs.lookup_jid", second)
                return one == #"{"web1": {"test.echo": "first", "cmd.run": "done"}}"#
                    && two == #"{"web1": {"test.ping": true, "cmd.run": ""}}"#
            }
            #expect(try TestFile.read(runs) == "run\nsecond\n")
        }
    }

    @Test func `end together at the job's time limit`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let result = try await cluster.run(
                "salt",
                ["--job-timeout", "0.5"] + Self.json + ["web1", "test.ping,test.sleep,cmd.run", ",300,/bin/true"]
            )
            let sentence = "The job ran longer than its time limit (0.5 s) and was ended"
            #expect(result.status == 1)
            #expect(
                result.output
                    == #"{"web1": {"test.ping": true, "test.sleep": "\#(sentence)", "cmd.run": "\#(sentence), before it began"}}"#
                    + "\n"
            )
        }
    }

    @Test func `are refused where the words make no sense`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            let missing = try await cluster.run("salt", "*", "test.ping,")
            #expect(
                missing.error.contains("salt: error: 'test.ping,': expected a function before and after each comma")
            )
            let tooMany = try await cluster.run("salt", "*", "test.ping,cmd.run", ",", ",", "true")
            #expect(tooMany.error.contains("salt: error: expected at most 2 groups of arguments for 2 functions"))
            #expect(missing.status == 64 && tooMany.status == 64)
        }
    }
}

extension Cluster {
    /// What a command that must end well prints, as JSON in one line.
    fileprivate func json(_ command: String, _ words: String...) async throws -> String {
        let result = try await run(command, `Several functions in one call`.json + words)
        try #require(result.status == 0, "\(result.error)")
        return result.lines.first ?? ""
    }
}
