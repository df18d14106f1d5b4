import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Runner calls as jobs` {
    /// The jids of the kept calls of a runner function, newest first.
    private func calls(of function: String, _ cluster: Cluster) async throws -> [String] {
        let list = try await cluster.succeed(
            "salt-run",
            "--out",
            "txt",
            "jobs.list_jobs",
            "search_function=runner.\(function)"
        )
        return list.split(separator: "\n").map { String($0.prefix { $0 != ":" }) }
    }

    private func job(_ jid: String, _ cluster: Cluster) async throws -> String {
        try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.list_job", jid)
    }

    /// A runner call waits for a minion that is stopped, until that goes on.
    private let patience = "id: hub\ngather_job_timeout: 600"

    @Test func `are found with what they answered, also after a stop of the master`() async throws {
        try await Cluster.with(minions: ["web1"], masterSettings: "id: hub") { cluster in
            _ = try await cluster.succeed("salt-run", "test.arg", "1", "a=[x]")
            // What was answered is kept by the time the master has stopped.
            try cluster.master().end(SIGTERM)
            try await cluster.startMaster()
            let jids = try await calls(of: "test.arg", cluster)
            #expect(jids.count == 1)
            let jid = try #require(jids.first)
            let text = try await job(jid, cluster)
            #expect(text.contains(#""Function": "runner.test.arg", "#))
            #expect(text.contains(#""Arguments": [1, {"__kwarg__": true, "a": ["x"]}], "Target": "hub", "#))
            #expect(text.contains(#""Target-type": "list", "User": ""#))
            #expect(text.contains(#""Minions": ["hub"]"#) && text.contains(#""State": {"hub": "succeeded"}"#))
            #expect(try await cluster.succeed("salt-run", "jobs.exit_success", jid) == "hub:\n    True")
            #expect(
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid)
                    == """
                    hub:
                        ----------
                        args:
                            - 1
                        kwargs:
                            ----------
                            a:
                                - x
                    """
            )
            let again = try await cluster.run("salt-run", "jobs.rerun", jid, "only=all")
            #expect(again.status == 1 && again.error.contains("call it again by salt-run test.arg"))
            _ = try await cluster.succeed("salt", "-t", "30", "web1", "test.ping")
            #expect(try await cluster.succeed("salt-run", "manage.status") == "down:\nup:\n    - web1")
            let wrong = try await cluster.run("salt-run", "jobs.nothing")
            #expect(wrong.status == 1 && wrong.error == "'jobs.nothing' is not available.\n")
            #expect(try await calls(of: "jobs.nothing", cluster) == [])
        }
    }

    @Test func `that nobody waits for end by themselves, and are lost with a master that is killed`() async throws {
        try await Cluster.with(minions: ["web1"], masterSettings: patience) { cluster in
            let minion = try cluster.minion("web1")
            minion.send(SIGSTOP)
            let first = try await cluster.run("salt-run", "--async", "manage.versions")
            #expect(first.status == 0)
            let jid = try #require(first.lines.first?.split(separator: " ").last.map(String.init))
            #expect(first.output == "Executed command with job ID: \(jid)\n")
            #expect(first.error.hasPrefix("[WARNING ] Running in asynchronous mode. "))
            #expect(first.error.hasSuffix("This execution is running under tag salt/run/\(jid)\n"))
            #expect(try await job(jid, cluster).contains(#""State": {"hub": "running"}"#))
            let running = try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.master")
            #expect(running.contains(#""fun": "runner.manage.versions", "fun_args": [], "jid": "\#(jid)", "pid": "#))
            minion.send(SIGCONT)
            let watched = try await cluster.run("salt-run", "jobs.watch", jid)
            #expect(watched.status == 0 && watched.output.hasPrefix("hub: succeeded, retcode 0, 20"))
            #expect(try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).contains("Up to date:"))

            minion.send(SIGSTOP)
            let second = try await cluster.succeed("salt-run", "--async", "manage.versions")
            let lost = try #require(second.split(separator: " ").last.map(String.init))
            try cluster.master().end(SIGKILL)
            try await cluster.startMaster()
            let verdict = try await cluster.run("salt-run", "jobs.watch", lost)
            #expect(verdict.status == 1 && verdict.output.hasPrefix("hub: lost, no return, 20"))
            #expect(verdict.output.contains("\n0 of 1 returned, 1 failed, "))
            #expect(try await job(lost, cluster).contains(#""State": {"hub": "lost"}"#))
            #expect(try await job(jid, cluster).contains(#""State": {"hub": "succeeded"}"#))
        }
    }

    @Test func `go on where whoever waits for them is ended`() async throws {
        try await Cluster.with(minions: ["web1"], masterSettings: patience) { cluster in
            let minion = try cluster.minion("web1")
            minion.send(SIGSTOP)
            func isRunning() async throws -> Bool {
                try await cluster.succeed("salt-run", "jobs.master").contains("runner.manage.versions")
            }
            let result = try await cluster.run("salt-run", ["manage.versions"]) { pid in
                try await until("the call") { try await isRunning() }
                kill(pid, SIGINT)
            }
            #expect(result.status == 128 + SIGINT)
            #expect(try await isRunning())
            minion.send(SIGCONT)
            try await until("what is kept of it") { try await calls(of: "manage.versions", cluster).count == 1 }
        }
    }

    @Test func `that cannot be begun are told at once, with or without waiting`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster()
            for words in [["no.such"], ["jobs.list_jobs", "bogus=1"]] {
                let result = try await cluster.run("salt-run", ["--async"] + words)
                #expect(result.status == 1 && result.output.isEmpty)
                #expect(!result.error.contains("asynchronous"))
            }
            for words in [["state.event"], ["jobs.watch", "20261122144346964916"]] {
                let result = try await cluster.run("salt-run", ["--async"] + words)
                #expect(result.status == 64 && result.error.contains("shows what comes, and so has no --async"))
            }
        }
    }

    @Test func `have events, each by its jid`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster()
            let file = "\(cluster.folder)/events"
            try TestFile.write("", to: file)
            let result = try await cluster.run("salt-run", ["--out-file", file, "state.event", "salt/run/*"]) { pid in
                var jid = ""
                try await until("the events of a call") {
                    let text = try await cluster.succeed("salt-run", "--async", "test.arg", "1", "a=2")
                    jid = text.split(separator: " ").last.map(String.init) ?? ""
                    return try TestFile.read(file).contains("salt/run/\(jid)/new\t")
                }
                try await until("its end") { try TestFile.read(file).contains("salt/run/\(jid)/ret\t") }
                kill(pid, SIGINT)
                let lines = try TestFile.read(file).split(separator: "\n").filter { $0.contains("/\(jid)/") }
                #expect(lines.count == 2)
                let data = #""fun": "runner.test.arg", "fun_args": [1, {"a": 2}], "jid": "\#(jid)", "#
                #expect(lines.first?.contains(data + #""user": ""#) == true)
                #expect(lines.last?.contains(data + #""return": {"args": [1], "kwargs": {"a": 2}}, "succ"#) == true)
            }
            #expect(result.status == 0)
        }
    }

    @Test func `are of an id that no minion gets`() async throws {
        try await Cluster.withConfiguration(minions: ["hub"], masterSettings: "id: hub\nauto_accept: True") { cluster in
            try await cluster.startMaster()
            try await cluster.startMinion("hub")
            let log = "\(cluster.folder)/hub/var/log/salt/minion"
            try await until("the refusal") { try TestFile.read(log).contains("this one is denied") }
            #expect(try await cluster.succeed("salt-run", "manage.status") == "down:\nup:")
            let nobody = try await cluster.run("salt", "-L", "hub", "test.ping")
            #expect(nobody.status == 2)
        }
    }
}
