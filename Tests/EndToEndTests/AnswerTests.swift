import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `How answers are put together` {
    @Test func `equal answers are folded, failures apart, missing minions by state`() async throws {
        try await Cluster.with(minions: ["web1", "web2", "db01"]) { cluster in
            let result = try await cluster.run("salt", "--fold", "--summary", "*", "test.ping")
            #expect(result.output.hasPrefix("web[1-2],db01 (3 minions):\n    True\n\n\n---"))
            #expect(result.status == 0)

            // One of the three makes the folder, and says the same as the others with another result code.
            let file = "\(cluster.folder)/out.json"
            let apart = try await cluster.run(
                "salt",
                ["--fold", "--out", "json", "--out-indent", "-1", "--out-file", file, "*", "cmd.run"]
                    + ["echo same; mkdir \(cluster.folder)/one 2>/dev/null && exit 3; exit 0"]
            )
            #expect(apart.output.isEmpty)
            #expect(apart.status == 1)
            let groups = try TestFile.read(file)
            #expect(
                groups.contains(#""count": 2, "return": "same", "retcode": 0, "state": "succeeded"}, {"minions": ["#)
            )
            #expect(groups.hasSuffix(#""count": 1, "return": "same", "retcode": 3, "state": "failed"}]"# + "\n"))

            try cluster.minion("web1").end(15)
            let missing = try await cluster.run("salt", "-t", "1", "--fold", "-L", "web1,web2,x1,x2", "test.ping")
            #expect(
                missing.output.hasPrefix("web2 (1 minion):\n    True\nx[1-2] (2 minions):\n    Minion did not return.")
            )
            #expect(missing.output.contains("    No minion of that id is accepted\n"))
            #expect(missing.output.contains("\nweb1 (1 minion):\n    Minion did not return. [No response]\n"))
            #expect(missing.output.contains("    Its state is pending: the command is not delivered yet\n"))
            #expect(missing.status == 1)
        }
    }

    @Test func `what functions do is told once, however many minions tell it`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let ping = try await cluster.succeed("salt", "*", "-d", "test.ping")
            #expect(ping.hasPrefix("test.ping:\n\n"))
            #expect(ping.occurrences(of: "test.ping:\n") == 1)
            #expect(try await cluster.succeed("salt", "*", "sys.doc", "test.ping") == ping)
            let all = try await cluster.succeed("salt", "-d", "--out", "json", "--out-indent", "-1")
            #expect(all.hasPrefix(#"{"cmd.exec_code": ""#) && all.contains(#", "test.ping": ""#))
            #expect(!all.contains("web1"))
        }
    }

    @Test func `a program's format is the answer alone on standard output`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let json = ["--static", "--out", "json", "--out-indent", "-1"]
            let told = try await cluster.run("salt", json + ["-v", "--summary", "web1", "test.ping"])
            #expect(told.output == #"{"web1": true}"# + "\n")
            #expect(told.error.hasPrefix("Executing job with jid 2"))
            #expect(told.error.contains("# of minions returned: 1\n"))

            let quiet = try await cluster.run("salt", "--out", "quiet", "web1", "cmd.run", "echo hi; exit 1")
            #expect(quiet.output.isEmpty)
            #expect(quiet.status == 1)
        }
    }

    @Test func `values keep their kind, their order and their depth`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let deep = String(repeating: "[", count: 55) + "1" + String(repeating: "]", count: 55)
            let values = try await cluster.succeed(
                "salt",
                "--out",
                "json",
                "--out-indent",
                "-1",
                "web1",
                "test.arg",
                "9999999999999999999",
                "[-9223372036854775808]",
                ".nan",
                "[-.inf]",
                "{z: 1, a: {y: 2, b: 3}}",
                deep
            )
            #expect(
                values
                    == #"{"web1": {"args": [9999999999999999999, [-9223372036854775808], NaN, [-Infinity], "#
                    + #"{"z": 1, "a": {"y": 2, "b": 3}}, "# + deep + #"], "kwargs": {}}}"#
            )
            let bytes = try await cluster.run("salt", "--out", "json", "web1", "cmd.run", "printf 'a\\377b\\000c'")
            #expect(bytes.status == 0)
            #expect(bytes.output.contains("a\u{fffd}b\\u0000c"))
            for format in ["nested", "yaml", "txt", "raw", "pprint", "newline_values_only", "table"] {
                let shown = try await cluster.run("salt", "--out", format, "web1", "test.echo", deep)
                #expect(shown.status == 0 && shown.output.contains("1"), "\(format)")
            }
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct `How far a job is` {
    /// Runs salt on a terminal of its own until its job may end, which is when the terminal has shown a text.
    private func shown(_ options: String, until text: String, on cluster: Cluster) async throws -> String {
        let (go, screen) = ("\(cluster.folder)/go", "\(cluster.folder)/screen")
        let salt = "\(BuiltCommands.folder)/salt -c \(cluster.masterFolder) \(options)"
        let job = "until [ -e \(go) ]; do sleep 0.05; done"
        let result = try await CommandRun.run(
            "/usr/bin/script",
            ["-qefc", "\(salt) \\* cmd.run '\(job)'", screen]
        ) { _ in
            try await until("\(text) on the terminal") { (try? TestFile.read(screen))?.contains(text) == true }
            try TestFile.write("", to: go)
        }
        #expect(result.status == 0)
        TestFile.removeAll(go)
        return try TestFile.read(screen)
    }

    @Test func `is told on a terminal, with a bar where that is asked for, and never in a pipe`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let line = try await shown("", until: "0 of 2 returned, 2 running, ", on: cluster)
            #expect(!line.contains("[----"))
            let bar = try await shown(
                "-p --fold",
                until: "[--------------------] 0 of 2 returned, 2 running, ",
                on: cluster
            )
            #expect(bar.contains("web[1-2] (2 minions)"))
            let piped = try await cluster.run("salt", "-p", "*", "cmd.run", "sleep 1.2")
            #expect(piped.error.isEmpty)
            #expect(!piped.output.contains("returned"))
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct `Output that cannot be written` {
    @Test func `ends salt with a word of why and where the job is`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let full = try await cluster.run("salt", "--out-file", "/dev/full", "web1", "test.ping")
            #expect(full.error.hasPrefix("This job's jid is: 2"))
            #expect(full.error.contains("\nsalt-run jobs.lookup_jid 2"))
            #expect(full.error.hasSuffix("[ERROR   ] cannot write the output: No space left on device\n"))
            #expect(full.status == 1)

            let none = try await cluster.run("salt", "--out-file", "\(cluster.folder)/no/file", "web1", "test.ping")
            #expect(
                none.error
                    == "[ERROR   ] cannot open the output file '\(cluster.folder)/no/file': No such file or directory\n"
            )
            #expect(none.status == 1)
            // Nothing was published for it.
            let jobs = try await cluster.succeed(
                "salt-run",
                "jobs.list_jobs",
                "--out",
                "txt",
                "search_function=test.ping"
            )
            #expect(jobs.occurrences(of: "StartTime") == 2)
        }
    }

    @Test func `ends salt in silence where its reader has enough`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let status = "\(cluster.folder)/status"
            let result = try await CommandRun.run(
                "/bin/sh",
                [
                    "-c",
                    "{ \(BuiltCommands.folder)/salt -c \(cluster.masterFolder) '*' cmd.run 'seq 100000'; echo $? > \(status); } | head -1",
                ]
            )
            #expect(result.lines.first?.hasPrefix("web") == true)
            #expect(result.error.isEmpty)
            #expect(try TestFile.read(status) == "141\n")
        }
    }
}

@Suite(.timeLimit(.minutes(5))) struct `Options of the commands` {
    @Test func `words may come from standard input`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            func read(_ command: String, _ words: String, from input: String) async throws -> CommandRun {
                try await CommandRun.run(
                    "/bin/sh",
                    ["-c", "printf '\(input)' | \(BuiltCommands.folder)/\(command) --args-stdin \(words)"]
                )
            }
            let salt = try await read(
                "salt",
                "-c \(cluster.masterFolder)",
                from: "web1\\ntest.echo\\na b\\n--out=txt\\n"
            )
            #expect(salt.output == "web1: a b\n")
            let run = try await read("salt-run", "-c \(cluster.masterFolder) --out=json", from: "test.arg\\n1\\n")
            #expect(run.output.contains("\"args\": [\n"))
            let call = try await read(
                "salt-call",
                "-c \(cluster.minionFolder("web1")) --local",
                from: "test.echo\\nx\\n"
            )
            #expect(call.output == "local:\n    x\n")
        }
    }

    @Test func `values may be kept from being read`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let answer = try await cluster.succeed(
                "salt",
                "--no-parse=a,b",
                "--out=json",
                "--out-indent=-1",
                "web1",
                "test.kwarg",
                "a=1",
                "b=[x",
                "c=1"
            )
            #expect(answer == #"{"web1": {"a": "1", "b": "[x", "c": 1}}"#)
        }
    }

    @Test func `a command says of its own work as much as it is asked to`() async throws {
        try await Cluster.withConfiguration(minions: [], masterSettings: "publish_prot: 1") { cluster in
            let usual = try await cluster.run("salt", "*", "test.ping")
            #expect(usual.error.contains("[WARNING ] ") && usual.error.contains("[ERROR   ] no master answers"))
            let errors = try await cluster.run("salt", "-l", "error", "*", "test.ping")
            #expect(errors.error.hasPrefix("[ERROR   ] no master answers"))
            let quiet = try await cluster.run("salt", "-l", "quiet", "*", "test.ping")
            #expect(quiet.error.isEmpty)
            #expect(quiet.status == 69)
            let debug = try await cluster.run("salt", "--log-level=debug", "*", "test.ping")
            #expect(debug.error.contains("[DEBUG   ] the master listens at \(cluster.folder)/"))
        }
    }

    @Test(arguments: ["salt", "salt-run", "salt-key", "salt-call", "salt-master", "salt-minion"])
    func `each command tells the versions of what it is made of`(command: String) async throws {
        let result = try await CommandRun.run("\(BuiltCommands.folder)/\(command)", ["-V"])
        #expect(result.output.hasPrefix("Brine Version:\n"))
        #expect(result.output.contains("\nDependency Versions:\n") && result.output.contains(" libzmq: "))
        #expect(result.status == 0)
    }
}

extension String {
    /// How often a text stands in this one.
    fileprivate func occurrences(of text: String) -> Int { ranges(of: text).count }
}
