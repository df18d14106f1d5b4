import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Runners from the command line` {
    @Test func `jobs are found by what they were, page by page`() async throws {
        try await Cluster.with(minions: ["web1", "db1"]) { cluster in
            let metadata = #"{"ticket": "T1"}"#
            let first = try await cluster.publish("--metadata", metadata, "web*", "test.echo", "one")
            let second = try await cluster.publish("-L", "web1,db1", "test.echo", "two")
            let third = try await cluster.publish("*", "cmd.run", "true")
            try await until("the returns") {
                try await cluster.succeed("salt-run", "jobs.active").isEmpty
            }
            func list(_ arguments: String...) async throws -> [String] {
                let result = try await cluster.run(
                    "salt-run",
                    ["jobs.list_jobs", "--out", "json", "--out-indent", "-1"] + arguments
                )
                #expect(result.status == 0, "\(result.error)")
                return [first, second, third].filter { result.output.contains("\"\($0)\"") }
            }
            #expect(try await list() == [first, second, third])
            #expect(try await list("search_function=test.e*,cmd.run_all") == [first, second])
            #expect(try await list("search_target=web1") == [second])
            #expect(try await list("search_target=web*") == [first, second])
            #expect(try await list("search_metadata=\(metadata)") == [first])
            #expect(try await list("start_time=\(second)", "end_time=\(second)") == [second])
            #expect(try await list("start_time=2030-01-01") == [])
            // Beside them stand the calls of salt-run.
            #expect(try await list("limit=1", "search_user=nobody") == [])
            #expect(try await list("limit=1", "search_function=test.*,cmd.*") == [third])
            #expect(try await list("limit=1", "after=\(third)") == [second])
            let last = try await cluster.succeed("salt-run", "jobs.last_run", "target=web*", "function=test.*")
            #expect(last.hasPrefix("\(second):\n    ----------\n"))
            #expect(last.contains("State:") && last.contains("Since:"))
            #expect(try await cluster.succeed("salt-run", "jobs.last_run", "function=no.such") == "False")
            let rows = try await cluster.succeed("salt-run", "jobs.list_jobs_filter", "1000", "outputter=json")
            #expect(rows.hasPrefix("[") && rows.contains("\"JID\": \"\(third)\""))
            #expect(rows.contains("\"Function\": \"runner.jobs.list_jobs\""))
            let wrong = try await cluster.run("salt-run", "jobs.list_jobs", "start_time=bogus")
            #expect(wrong.status == 1 && wrong.output.isEmpty)
            #expect(wrong.error.contains("start_time must be a time as in 2026-11-22"))
        }
    }

    @Test func `a job is cancelled where it was not delivered, and ended where it runs`() async throws {
        try await Cluster.with(minions: ["web1", "web2"], masterSettings: "delivery_window: 600") { cluster in
            try cluster.minion("web2").end(SIGTERM)
            let jid = try await cluster.publish("*", "test.sleep", "300")
            try await cluster.waitForRunning(jid, on: "web1")
            let done = try await cluster.succeed("salt-run", "jobs.cancel", jid)
            #expect(done.hasPrefix("web1:\n    Signal 15 sent to job \(jid) at pid "))
            #expect(done.hasSuffix("web2:\n    Cancelled before it was delivered"))
            try await until("the end of the job") {
                let job = try await cluster.succeed(
                    "salt-run",
                    "jobs.list_job",
                    jid,
                    "--out",
                    "json",
                    "--out-indent",
                    "-1"
                )
                return job.contains(#""State": {"web1": "terminated", "web2": "cancelled"}"#)
            }
            try await cluster.startMinion("web2")
            _ = try await cluster.succeed("salt", "-t", "30", "web2", "test.ping")
            #expect(try await cluster.succeed("salt", "web2", "saltutil.find_job", jid).contains(jid) == false)
            #expect(
                try await cluster.succeed("salt-run", "--out", "txt", "jobs.cancel", jid)
                    == "web1: It has ended there already\nweb2: It has ended there already"
            )
            let unknown = try await cluster.run("salt-run", "jobs.cancel", "20200101000000000000")
            #expect(unknown.status == 1 && unknown.error == "There is no job 20200101000000000000.\n")
        }
    }

    @Test func `a job runs again where it failed, and there alone`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let flag = "\(cluster.folder)/flag"
            let script = "mkdir \(flag) 2>/dev/null || exit 3; echo made"
            // Whoever makes the folder succeeds, the other one fails.
            let jid = try await cluster.publish("*", "cmd.run", script)
            func states(_ jid: String) async throws -> String {
                let job = try await cluster.succeed(
                    "salt-run",
                    "jobs.list_job",
                    jid,
                    "--out",
                    "json",
                    "--out-indent",
                    "-1"
                )
                return String(job[(job.firstRange(of: "\"State\": ")?.upperBound ?? job.startIndex)...])
            }
            try await until("both returns") {
                let text = try await states(jid)
                return text.contains("failed") && text.contains("succeeded")
            }
            let failed = try await states(jid).contains(#""web1": "failed""#) ? "web1" : "web2"
            TestFile.removeAll(flag)
            let new = try await cluster.succeed("salt-run", "jobs.rerun", jid, "only=failed")
            #expect(new != jid)
            try await until("the new return") { try await states(new).contains("succeeded") }
            #expect(try await cluster.succeed("salt-run", "jobs.lookup_jid", new) == "\(failed):\n    made")
            let none = try await cluster.run("salt-run", "jobs.rerun", new, "--only", "lost")
            #expect(none.status == 1 && none.error.contains("No minion of the job \(new) is 'lost'"))
        }
    }

    @Test func `the master tells who is there, with which version`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            try cluster.minion("web2").end(SIGTERM)
            try await until("the minion's absence") {
                try await cluster.succeed("salt-run", "manage.status") == "down:\n    - web2\nup:\n    - web1"
            }
            #expect(try await cluster.succeed("salt-run", "manage.up") == "- web1")
            #expect(try await cluster.succeed("salt-run", "manage.down") == "- web2")
            #expect(
                try await cluster.succeed("salt-run", "manage.present", "--out", "json", "--out-indent", "-1")
                    == #"["web1"]"#
            )
            let versions = try await cluster.succeed(
                "salt-run",
                "manage.versions",
                "--out",
                "json",
                "--out-indent",
                "-1"
            )
            #expect(versions.contains(#""Up to date": {"web1": ""#))
            #expect(versions.contains(#""Minion offline": {"web2": false}"#))
            #expect(try await cluster.succeed("salt-run", "jobs.master", "--out", "json") == "[]")
        }
    }

    @Test func `functions are documented, one, those of a module, or all`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster()
            let one = try await cluster.succeed("salt-run", "-d", "jobs.rerun")
            #expect(one.hasPrefix("jobs.rerun:\n\n") && one.contains("Usage: jobs.rerun jid only=failed"))
            let module = try await cluster.succeed("salt-run", "manage", "-d")
            #expect(module.hasPrefix("manage.alived:") && !module.contains("jobs."))
            let all = try await cluster.succeed("salt-run", "-d")
            #expect(all.contains("jobs.active:") && all.contains("state.event:"))
            let arguments = try await cluster.succeed(
                "salt-run",
                "test.arg",
                "1",
                "a=[x]",
                "--out",
                "json",
                "--out-indent",
                "-1"
            )
            #expect(arguments == #"{"args": [1], "kwargs": {"a": ["x"]}}"#)
            let none = try await cluster.run("salt-run")
            #expect(none.status == 64 && none.error.contains("a function is missing"))
        }
    }
}
