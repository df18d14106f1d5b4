import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Jobs that are ended` {
    @Test func `a terminated shell takes its children along, and its return keeps what it said`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let pids = "\(cluster.folder)/pids"
            let jid = try await cluster.publish(
                "web1",
                "cmd.run",
                "echo begun; for i in 1 2 3; do sleep 300 & echo $! >> \(pids).new; done; mv \(pids).new \(pids); wait"
            )
            let children = try await cluster.processes(named: pids, count: 3)
            let user = try await cluster.userName()
            _ = try await cluster.succeed("salt", "web1", "saltutil.term_job", jid)
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid)
                    == "web1:\n    begun\n    The job was ended by signal 15, asked for by \(user)"
            }
            for child in children { #expect(child.hasEnded(within: .zero), "ended means ended") }
            #expect(try await cluster.succeed("salt", "web1", "saltutil.term_job", jid) == "web1:")
            #expect(try await cluster.succeed("salt-run", "jobs.exit_success", jid) == "web1:\n    False")
        }
    }

    @Test func `a shell that cleans up after a signal has its time and is ended by that signal all the same`()
        async throws
    {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let started = "\(cluster.folder)/started"
            let jid = try await cluster.publish(
                "web1",
                "cmd.run",
                "trap 'sleep 0.2; echo cleaned; exit 0' TERM; touch \(started); while :; do sleep 0.05; done"
            )
            try await until("the shell's start") { access(started, F_OK) == 0 }
            let user = try await cluster.userName()
            _ = try await cluster.succeed("salt", "web1", "saltutil.term_job", jid)
            try await until("the job's return") {
                let text = try await cluster.succeed("salt-run", "jobs.lookup_jid", jid)
                return text.hasSuffix("    cleaned\n    The job was ended by signal 15, asked for by \(user)")
            }
        }
    }

    @Test func `what does not end by SIGTERM is killed ten seconds later, and stopped processes are woken for it`()
        async throws
    {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let pids = "\(cluster.folder)/pids"
            let deaf = try await cluster.publish(
                "web1",
                "cmd.run",
                "trap '' TERM; echo $$ > \(pids).new; mv \(pids).new \(pids); sleep 300; sleep 300"
            )
            let shell = try await cluster.processes(named: pids, count: 1)
            let stopped = try await cluster.publish("web2", "cmd.run", "echo a; sleep 300")
            try await cluster.waitForRunning(stopped, on: "web2")
            _ = try await cluster.succeed("salt", "web2", "saltutil.signal_job", stopped, "STOP")
            _ = try await cluster.succeed("salt", "*", "saltutil.term_all_jobs")
            try await until("both returns") {
                let first = try await cluster.succeed("salt-run", "jobs.lookup_jid", deaf)
                let second = try await cluster.succeed("salt-run", "jobs.lookup_jid", stopped)
                return first.contains("ended by signal 15") && second.contains("ended by signal 15")
            }
            #expect(shell[0].hasEnded(within: .zero))
        }
    }

    @Test func `a signal that a script waits for does not end its job`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let started = "\(cluster.folder)/started"
            let jid = try await cluster.publish(
                "web1",
                "cmd.run",
                "trap 'echo got it; exit 0' USR1; touch \(started); while :; do sleep 0.05; done"
            )
            try await until("the shell's start") { access(started, F_OK) == 0 }
            _ = try await cluster.succeed("salt", "web1", "saltutil.signal_job", jid, "USR1")
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).hasSuffix("    got it")
            }
            #expect(try await cluster.succeed("salt-run", "jobs.exit_success", jid) == "web1:\n    True")
        }
    }

    @Test func `a job with no process of its own is ended by any signal that ends processes`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let user = try await cluster.userName()
            for (name, number) in [("HUP", 1), ("USR1", 10), ("TERM", 15)] {
                let jid = try await cluster.publish("web1", "test.sleep", "300")
                try await cluster.waitForRunning(jid, on: "web1")
                _ = try await cluster.succeed("salt", "web1", "saltutil.signal_job", jid, name)
                try await until("the job's return") {
                    try await cluster.succeed("salt-run", "jobs.lookup_jid", jid)
                        == "web1:\n    The job was ended by signal \(number), asked for by \(user)"
                }
            }
        }
    }

    @Test func `a job past its time limit is ended, with and without processes of its own`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let pids = "\(cluster.folder)/pids"
            let shell = try await cluster.run(
                "salt",
                ["--job-timeout", "0.5", "web1", "cmd.run", "echo $$ > \(pids); echo begun; sleep 300 & wait"]
            )
            #expect(
                shell.output
                    == "web1:\n    begun\n    The job ran longer than its time limit (0.5 s) and was ended\n"
            )
            #expect(shell.status == 1)
            #expect(kill(Int32(try TestFile.read(pids).dropLast()) ?? 0, 0) != 0)
            let sleep = try await cluster.run("salt", "--job-timeout", "0.2", "web1", "test.sleep", "300")
            #expect(sleep.output == "web1:\n    The job ran longer than its time limit (0.2 s) and was ended\n")
            let inTime = try await cluster.succeed("salt", "--job-timeout", "300", "web1", "cmd.run", "echo done")
            #expect(inTime == "web1:\n    done")
            let wrong = try await cluster.run("salt", "--job-timeout", "0", "web1", "test.ping")
            #expect(wrong.status == 64)
            #expect(wrong.error.contains("option --job-timeout: expected a number of seconds from 0.001"))
        }
    }

    @Test func `what is started in the very moment in which its job is ended does not outlive it`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            // That what is looked for at the end can be found: one that runs is.
            _ = try await cluster.publish("web1", "cmd.run", "exec -a left-alive sleep 300", "shell=/bin/bash")
            try await until("a job that runs") { cluster.processes(named: "left-").count == 1 }
            _ = try await cluster.succeed("salt", "web1", "saltutil.kill_all_jobs")
            try await until("its end") { cluster.processes(named: "left-").isEmpty }
            // Where in its beginning the job is hit depends on the machine: so many moments.
            for milliseconds in stride(from: 10, through: 50, by: 2) {
                let limit = "0.0\(milliseconds)"
                let run = try await cluster.run(
                    "salt",
                    "--job-timeout",
                    limit,
                    "web1",
                    "cmd.run",
                    "exec -a left-\(limit) sleep 300",
                    "shell=/bin/bash"
                )
                #expect(run.output.contains("and was ended"))
            }
            // The return was there before the end of the last worker: that comes now.
            try await until("an empty proc directory") {
                TestFile.names(in: cluster.procFolder("web1")).allSatisfy { $0.hasPrefix(".") }
            }
            #expect(cluster.processes(named: "left-") == [])
        }
    }

    @Test func `a time limit holds while no minion is there`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let started = "\(cluster.folder)/started"
            let jid = try await cluster.publish(
                "--job-timeout",
                "3",
                "web1",
                "cmd.run",
                "touch \(started); sleep 300"
            )
            try await until("the job's start") { access(started, F_OK) == 0 }
            try cluster.minion("web1").end(SIGKILL)
            // On a slow machine the time was over before the minion was, and the return is with the master.
            try await until("the return in the outbox, or with the master") {
                if TestFile.names(in: cluster.outboxFolder("web1")).contains(jid) { return true }
                return try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).contains("its time limit (3 s)")
            }
            try await cluster.startMinion("web1")
            try await until("the return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).contains("its time limit (3 s)")
            }
        }
    }

    @Test func `a worker that crashes is told of, and takes what it started along`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let pids = "\(cluster.folder)/pids"
            let jid = try await cluster.publish(
                "web1",
                "cmd.run",
                "echo $$ > \(pids).new; mv \(pids).new \(pids); until [ -e \(pids).go ]; do sleep 0.05; done; "
                    + "while :; do kill -SEGV $PPID; sleep 0.2; done"
            )
            let shell = try await cluster.processes(named: pids, count: 1)
            try TestFile.write("", to: "\(pids).go")
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid)
                    == "web1:\n    The job was ended by signal 11: its worker crashed"
            }
            #expect(shell[0].hasEnded(within: eventDeadline))
        }
    }

    @Test func `salt-call ends jobs too, and says who asked`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let jid = try await cluster.publish("web1", "cmd.run", "sleep 300")
            try await cluster.waitForRunning(jid, on: "web1")
            let user = try await cluster.userName()
            let answer = try await cluster.succeed("salt-call", "--local", "saltutil.kill_job", jid)
            #expect(answer.hasPrefix("local:\n    Signal 9 sent to job \(jid) at pid "))
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid)
                    == "web1:\n    The job was ended by signal 9, asked for by \(user)"
            }
        }
    }
}
