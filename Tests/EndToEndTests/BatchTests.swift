import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Batches` {
    @Test func `-b goes on with one minion when another has ended, and shows each answer with its jid and retcode`()
        async throws
    {
        try await Cluster.with(minions: ["db1", "web1", "web2"]) { cluster in
            let run = try await cluster.run("salt", "-b", "1", "*", "test.echo", "hi")
            #expect(run.status == 0 && run.error.isEmpty)
            let jid = try #require(run.lines.first { $0.hasPrefix("    2") }).drop { $0 == " " }
            #expect(
                run.output == """

                    Executing run on ['db1']

                    db1:
                        hi
                    jid:
                        \(jid)
                    retcode:
                        0

                    Executing run on ['web1']

                    jid:
                        \(jid)
                    retcode:
                        0
                    web1:
                        hi

                    Executing run on ['web2']

                    jid:
                        \(jid)
                    retcode:
                        0
                    web2:
                        hi

                    """
            )
            let json = try await cluster.run("salt", "-b", "50%", "--out", "json", "--static", "*", "test.ping")
            #expect(json.output.filter { !$0.isWhitespace } == #"{"db1":true,"web1":true,"web2":true}"#)
            #expect(json.error.isEmpty)
            let row = try await cluster.succeed("salt-run", "jobs.list_job", String(jid))
            #expect(row.contains("Batch:\n    ----------\n    size:\n        1\n"))
        }
    }

    @Test func `a failure stops a batch where that is asked, and the highest retcode is the command's`() async throws {
        try await Cluster.with(minions: ["a", "b", "c", "d"]) { cluster in
            let hard = try await cluster.run("salt", "-b", "1", "--failhard", "*", "cmd.run", "exit 3")
            #expect(hard.status == 3)
            #expect(hard.error == "[ERROR   ] Batch run stopped due to failhard; not started: b,c,d (3 minions)\n")
            #expect(hard.output.contains("'a'") && !hard.output.contains("'b'"))
            let limited = try await cluster.run(
                "salt",
                "-b",
                "1",
                "--max-errors",
                "25%",
                "-s",
                "*",
                "cmd.run",
                "[ $(basename $PWD) = x ] || exit 7"
            )
            #expect(limited.status == 7)
            #expect(
                limited.error == "[ERROR   ] Batch run stopped: more than 25% failed; not started: c,d (2 minions)\n"
            )
            let all = try await cluster.run("salt", "-b", "2", "*", "cmd.run", "exit 3")
            #expect(all.status == 3 && all.error.isEmpty)
            let jid = try await cluster.publish("-b", "1", "--failhard", "*", "cmd.run", "exit 1")
            try await until("the end of the batch") {
                try await cluster.succeed("salt-run", "--out", "json", "jobs.list_job", jid).contains("skipped")
            }
        }
    }

    @Test func `a batch goes on when the command is gone and when its master is killed`() async throws {
        try await Cluster.with(minions: ["a", "b", "c"]) { cluster in
            let order = "\(cluster.folder)/order"
            let go = "\(cluster.folder)/go"
            let work = "echo run >> \(order); until [ -e \(go) ]; do sleep 0.05; done"
            let run = try await cluster.run("salt", ["-b", "1", "*", "cmd.run", work]) { pid in
                try await until("the first minion's start") { (try? TestFile.read(order)) == "run\n" }
                kill(pid, SIGINT)
            }
            #expect(run.status == 0)
            #expect(run.error.contains("Exiting gracefully on Ctrl-c\nThis job's jid is: "))
            let jid = try #require(run.error.split(separator: "\n").first { $0.hasPrefix("This job's jid") }).suffix(20)
            try cluster.master().end(SIGKILL)
            try await cluster.startMaster()
            // The turns that had not come have not come: the killed master's word for them was on its disk.
            try await until("all minions' connections") {
                try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "manage.present")
                    == #"["a", "b", "c"]"#
            }
            let active = try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.active")
            #expect(active.contains(#""Pending": ["b", "c"]"#))
            #expect(try TestFile.read(order) == "run\n")
            try TestFile.write("", to: go)
            try await until("the end of the batch") {
                let states = try await cluster.succeed("salt-run", "jobs.exit_success", String(jid))
                return states == "a:\n    True\nb:\n    True\nc:\n    True"
            }
            #expect(try TestFile.read(order) == "run\nrun\nrun\n")
        }
    }

    @Test func `a minion that is away does not hold up the others`() async throws {
        try await Cluster.with(minions: ["a", "b", "c"]) { cluster in
            try cluster.minion("a").end(SIGKILL)
            try await until("the master's knowledge of it") {
                try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "manage.present")
                    == #"["b", "c"]"#
            }
            let run = try await cluster.run("salt", "-b", "1", "-t", "1", "--out", "txt", "*", "test.ping")
            #expect(run.status == 1)
            #expect(run.output.contains("b: True") && run.output.contains("c: True"))
            #expect(run.output.contains("a: Minion did not return. [No response]"))
            let jid = try await cluster.publish("-b", "1", "*", "test.ping")
            try await cluster.startMinion("a")
            try await until("the answer of the one that came back") {
                try await cluster.succeed("salt-run", "--out", "txt", "jobs.lookup_jid", jid).contains("a: True")
            }
        }
    }

    @Test func `--subset takes some, --batch-safe-limit makes batches of many, and wrong numbers are told`()
        async throws
    {
        try await Cluster.with(minions: ["a", "b", "c"]) { cluster in
            #expect(
                try await cluster.succeed("salt", "--subset", "2", "--out", "txt", "*", "test.ping")
                    .split(separator: "\n").count == 2
            )
            let many = try await cluster.run(
                "salt",
                "--batch-safe-limit",
                "2",
                "--batch-safe-size",
                "2",
                "*",
                "test.ping"
            )
            #expect(
                many.output.hasPrefix(
                    "\nNOTICE: Too many minions targeted, switching to batch execution.\n\nExecuting run on ['a', 'b']\n"
                )
            )
            let few = try await cluster.succeed(
                "salt",
                "--batch-safe-limit",
                "3",
                "--out",
                "txt",
                "-s",
                "*",
                "test.ping"
            )
            #expect(few.split(separator: "\n").sorted() == ["a: True", "b: True", "c: True"])
            let later = try await cluster.succeed("salt", "--async", "-b", "1", "*", "test.ping")
            #expect(later.hasPrefix("Executed batch command with job ID: 2"))
            for (words, reason) in [
                (["-b", "bogus"], "option -b: expected a number from 1, or a percentage as in 25%, found 'bogus'"),
                (["-b", "0"], "option -b: expected a number from 1, or a percentage as in 25%, found '0'"),
                (["-b-1"], "option -b: expected a number from 1, or a percentage as in 25%, found '-1'"),
                (["--subset", "-1"], "option --subset: expected 1 or more, found -1"),
                (["--bogus"], "no such option: --bogus"),
                (
                    ["-b", "1", "--max-errors", "x"],
                    "option --max-errors: expected a number from 0, or a percentage as in 25%, found 'x'"
                ),
                (
                    ["-b", "1", "--batch-wait", "86401"],
                    "option --batch-wait: expected 0 to 86400 seconds, found 86401.0"
                ),
                (["--failhard"], "--failhard goes with -b or --batch-safe-limit"),
                (["--subset", "0"], "option --subset: expected 1 or more, found 0"),
            ] {
                let run = try await cluster.run("salt", words + ["*", "test.ping"])
                #expect(run.status == 64 && run.output.isEmpty)
                #expect(
                    run.error == "Usage: salt [options] '<target>' <function> [arguments]\n\nsalt: error: \(reason)\n"
                )
            }
        }
    }
}
