import BrineTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Mistakes and their messages` {
    @Test func `an unknown function and an unknown minion are told apart`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let function = try await cluster.run("salt", "*", "no.such")
            #expect(function.output == "web1:\n    'no.such' is not available.\n")
            #expect(function.error == "ERROR: Minions returned with non-zero exit code\n")
            #expect(function.status == 1)

            let nobody = try await cluster.run("salt", "nosuch*", "test.ping")
            #expect(nobody.output == "No minions matched the target. No command was sent, no jid was assigned.\n")
            #expect(nobody.error == "ERROR: No return received\n")
            #expect(nobody.status == 2)

            let missing = try await cluster.run("salt", "-L", "web1,nosuch", "test.ping")
            #expect(missing.output.hasPrefix("web1:\n    True\nnosuch:\n    Minion did not return. [No response]\n"))
            #expect(missing.status == 1)

            let wrong = try await cluster.run("salt", "web1", "test.echo")
            #expect(wrong.output.hasPrefix("web1:\n    Passed invalid arguments to test.echo: missing argument: text"))
            #expect(wrong.status == 1)

            let runner = try await cluster.run("salt-run", "no.such")
            #expect(runner.output.isEmpty)
            #expect(runner.error == "'no.such' is not available.\n")
            #expect(runner.status == 1)
        }
    }

    @Test func `a minion that a job did not reach is named with that end, and how to run it again`() async throws {
        try await Cluster.with(minions: ["web1", "web2"], masterSettings: "delivery_window: 1") { cluster in
            try cluster.minion("web2").end(15)
            let result = try await cluster.run("salt", "-t", "50", "-s", "*", "test.ping")
            #expect(result.status == 1)
            #expect(result.output.hasPrefix("web1:\n    True\nweb2:\n    Minion did not return. [No response]\n"))
            #expect(result.output.contains("\n    Its state is undelivered since 20"))
            let hint = try #require(result.lines.first { $0.contains("salt-run jobs.rerun ") })
            let words = hint.split(separator: " ").map(String.init)
            let job = try await cluster.succeed("salt-run", "jobs.list_job", words[2], "--out", "json")
            #expect(job.contains(#""web2": "undelivered""#))
            let since = try #require(job.split(separator: #""Since": {"#).last)
            #expect(since.contains(#""web1": "20"#) && since.contains(#""web2": "20"#))
            try await cluster.startMinion("web2")
            try await until("web2") { try await cluster.succeed("salt-run", "manage.up").contains("web2") }
            let again = try await cluster.run("salt-run", Array(words[1...]))
            #expect(again.status == 0)
            let jid = try #require(again.lines.first)
            try await until("the return of the job that is run again") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web2:\n    True"
            }
        }
    }

    @Test func `a minion that is away is named with its state`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            try cluster.minion("web2").end(15)
            let result = try await cluster.run("salt", "-t", "1", "-s", "*", "test.ping")
            #expect(result.output.contains("web1:\n    True"))
            #expect(
                result.output.contains(
                    "web2:\n    Minion did not return. [No response]\n    Its state is pending since "
                )
            )
            #expect(result.status == 1)

            let hidden = try await cluster.run("salt", "-t", "1", "--hide-timeout", "--summary", "*", "test.ping")
            #expect(
                hidden.lines == [
                    "web1:", "    True", "", "", "-------------------------------------------", "Summary",
                    "-------------------------------------------", "# of minions targeted: 2",
                    "# of minions returned: 1",
                    "# of minions that did not return: 1", "# of minions with errors: 0",
                    "Minions not responding: web2",
                    "-------------------------------------------", "",
                ]
            )
            #expect(hidden.status == 1)
        }
    }

    @Test(arguments: [
        (["--x", "*", "test.ping"], "no such option: --x"),
        (["*"], "Missing expected argument '<function>'"),
        (["-t", "abc", "*", "test.ping"], "option -t: invalid integer value: 'abc'"),
        (["*", "ping"], "'ping' is not a function: expected module.function, as in test.ping"),
        (["-L", "a/b", "test.ping"], "target, column 1: expected a minion id (1 to 253 characters"),
        (["-C", "web* and ( db1", "test.ping"], "target, column 15: expected ')', found the end"),
        (["-E", "-G", "x:y", "test.ping"], "--pcre and --grain are given: expected one of them at the most"),
        (["--out", "xml", "*", "test.ping"], "option --out: invalid choice: 'xml' (choose from 'nested', "),
    ])
    func `a wrong command line ends with the usage and 64`(arguments: [String], problem: String) async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            let result = try await cluster.run("salt", arguments)
            #expect(result.output.isEmpty)
            #expect(
                result.error.hasPrefix(
                    "Usage: salt [options] '<target>' <function> [arguments]\n\nsalt: error: \(problem)"
                )
            )
            #expect(result.status == 64)
        }
    }

    @Test func `a command without a master says so at once`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            for arguments in [["salt", "*", "test.ping"], ["salt-run", "jobs.active"]] {
                let result = try await cluster.run(arguments[0], Array(arguments[1...]))
                #expect(result.output.isEmpty)
                #expect(
                    result.error.hasPrefix(
                        "[ERROR   ] no master answers at \(cluster.folder)/master/var/run/salt/master/master.ipc"
                    )
                )
                #expect(result.status == 69)
            }
        }
    }

    @Test func `a killed master's socket does not make a command wait`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster().end(9)
            let result = try await cluster.run("salt", "*", "test.ping")
            #expect(result.error.contains("(Connection refused)"))
            #expect(result.status == 69)
        }
    }

    @Test func `a wrong configuration names file, line and key`() async throws {
        try await Cluster.withConfiguration(minions: [], masterSettings: "timeout: soon\npublish_prot: 1") { cluster in
            let result = try await cluster.run("salt-master", "-d")
            #expect(result.error.contains("\(cluster.folder)/etc/master:8: timeout: expected"))
            #expect(result.error.contains("found \"soon\""))
            #expect(result.status == 78)
        }
    }

    @Test func `flags typed together start one daemon, and a failing start is told`() async throws {
        try await Cluster.withConfiguration(minions: ["web1"]) { cluster in
            let started = try await cluster.run("salt-minion", configuration: cluster.minionFolder("web1"), flag: "-dc")
            #expect(started.status == 0)
            try cluster.minion("web1").end(15)
            TestFile.removeAll(cluster.procFolder("web1"))
            try TestFile.write("", to: cluster.procFolder("web1"))
            let failed = try await cluster.run("salt-minion", configuration: cluster.minionFolder("web1"), flag: "-dc")
            #expect(failed.status == 1)
            #expect(failed.error.contains("\(cluster.procFolder("web1")): Not a directory"))
        }
    }

    @Test func `a port in use keeps the master from starting`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster()
            let configuration = try TestFile.read("\(cluster.folder)/etc/master")
            let other = configuration.replacing(
                "root_dir: \(cluster.folder)/master",
                with: "root_dir: \(cluster.folder)/other"
            )
            try TestFile.write(other, to: "\(cluster.folder)/etc2/master")
            let result = try await CommandRun.run(
                "\(BuiltCommands.folder)/salt-master",
                ["-c", "\(cluster.folder)/etc2", "-d"]
            )
            #expect(result.error.contains("zmq_bind(tcp://127.0.0.1:"))
            #expect(result.error.contains("Address already in use"))
            #expect(result.status == 1)
        }
    }

    @Test func `a second master and a second minion of one folder are refused`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let master = try await cluster.run("salt-master")
            #expect(master.error.contains("another salt-master is running: it answers at"))
            #expect(master.status == 1)
            let minion = try await CommandRun.run(
                "\(BuiltCommands.folder)/salt-minion",
                ["-c", cluster.minionFolder("web1")]
            )
            #expect(minion.error.contains("another salt-minion is running: it holds"))
            #expect(minion.status == 1)
            #expect(try await cluster.succeed("salt", "web1", "test.ping") == "web1:\n    True")
        }
    }

    @Test func `a minion does not believe a master with another key`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            try cluster.minion("web1").end(15)
            try cluster.master().end(15)
            TestFile.removeAll("\(cluster.folder)/master/etc/salt/pki/master/master.key")
            TestFile.removeAll("\(cluster.folder)/master/etc/salt/pki/master/master.pub")
            try await cluster.startMaster()
            let result = try await CommandRun.run(
                "\(BuiltCommands.folder)/salt-minion",
                ["-c", cluster.minionFolder("web1")]
            )
            #expect(result.error.contains("the master's key has changed"))
            #expect(result.error.contains("minion_master.pub"))
            #expect(result.status == 1)
        }
    }
}
