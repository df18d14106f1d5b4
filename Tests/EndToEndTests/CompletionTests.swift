import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Completion in a shell` {
    /// Beginnings of lines, and what the tabulator key makes of them; CONF stands for the configuration's folder.
    private static let lines = [
        ("salt -c CONF db", "salt -c CONF db1 "),
        ("salt -c CONF web", "salt -c CONF web"),
        ("salt -c CONF -L web1,d", "salt -c CONF -L web1,db1 "),
        ("salt -c CONF -N fr", "salt -c CONF -N front "),
        ("salt 'web*' test.pi", "salt 'web*' test.ping "),
        ("salt web1 cmd.run uptime cw", "salt web1 cmd.run uptime cwd="),
        ("salt --summ", "salt --summary "),
        ("salt --out=js", "salt --out=json "),
        ("salt web1 test.ping --out ta", "salt web1 test.ping --out table "),
        ("salt --out-file no", "salt --out-file note.txt "),
        ("salt --out-file=no", "salt --out-file=note.txt "),
        ("salt -c su", "salt -c subfolder/"),
        ("salt-run jobs.act", "salt-run jobs.active "),
        ("salt-key -c CONF -a ne", "salt-key -c CONF -a new1 "),
        ("salt-key -c CONF -a db", "salt-key -c CONF -a db"),
        ("salt-call --local test.ec", "salt-call --local test.echo "),
        ("salt-master -l deb", "salt-master -l debug "),
        ("salt-minion --daem", "salt-minion --daemon "),
    ]

    /// Runs a test with minions whose keys are in the master's folders; no master runs.
    private func withShell(_ body: (TypedShell, Cluster) async throws -> Void) async throws {
        try await Cluster.withConfiguration(minions: [], masterSettings: "nodegroups: {front: 'web*'}") { cluster in
            let keys = "\(cluster.folder)/master/etc/salt/pki/master"
            for id in ["web1", "web2", "db1"] { try TestFile.write("", to: "\(keys)/minions/\(id)") }
            try TestFile.write("", to: "\(keys)/minions_pre/new1")
            try await body(try await TypedShell(in: cluster.folder), cluster)
        }
    }

    private func filled(_ line: String, _ cluster: Cluster) -> String {
        line.replacing("CONF", with: cluster.masterFolder)
    }

    @Test(.enabled(if: TypedShell.has("script"), TypedShell.missing("script"))) func `works in bash`() async throws {
        try await withShell { shell, cluster in
            let typed = try await shell.bash(Self.lines.map { filled($0.0, cluster) })
            #expect(typed == Self.lines.map { filled($0.1, cluster) })
        }
    }

    @Test(.enabled(if: TypedShell.has("zsh"), TypedShell.missing("zsh"))) func `works in zsh`() async throws {
        try await withShell { shell, cluster in
            let typed = try await shell.zsh(Self.lines.map { filled($0.0, cluster) })
            #expect(typed == Self.lines.map { filled($0.1, cluster) })
        }
    }

    @Test(.enabled(if: TypedShell.has("fish"), TypedShell.missing("fish"))) func `works in fish`() async throws {
        try await withShell { shell, cluster in
            let offered = [
                ("salt -c CONF web", ["web1", "web2"]), ("salt -c CONF -L web1,d", ["web1,db1"]),
                ("salt 'web*' test.pi", ["test.ping"]), ("salt --summ", ["--summary"]),
                ("salt --out=js", ["--out=json"]), ("salt --out-file=no", ["--out-file=note.txt"]),
                ("salt -c su", ["subfolder/"]), ("salt-key -c CONF -a ", ["new1"]),
                ("salt-run jobs.act", ["jobs.active"]), ("salt web1 cmd.run uptime cw", ["cwd="]),
            ]
            for (line, words) in offered {
                let found = try await shell.fish(filled(line, cluster))
                #expect(found == words, "\(line)")
            }
        }
    }

    @Test func `offers the newest jobs where a jid belongs, and makes none`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let jid = try await cluster.publish("*", "test.ping")
            // Asked again, the master would show a job that the first question had made.
            for (command, words) in [("salt-run", ["jobs.lookup_jid"]), ("salt", ["*", "saltutil.find_job"])] {
                let asked = ["---candidates", "fish", "-c", cluster.masterFolder] + words + [""]
                var lines: [String] = []
                // A machine that is busy has no answer in time.
                try await until("the newest jobs") {
                    let answer = try await CommandRun.run("\(BuiltCommands.folder)/\(command)", asked)
                    #expect(answer.error.isEmpty)
                    lines = answer.lines.filter { !$0.isEmpty }
                    return !lines.isEmpty
                }
                #expect(lines.count == 3, "\(lines)")
                #expect(lines[1].hasPrefix("\(jid)\ttest.ping  *  "))
            }
        }
    }

    @Test func `ends in silence where the master does not answer or is not there`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            let asked = ["---candidates", "zsh", "-c", cluster.masterFolder, "jobs.lookup_jid", ""]
            let nobody = try await CommandRun.run("\(BuiltCommands.folder)/salt-run", asked)
            #expect(nobody.status == 0 && nobody.output.isEmpty && nobody.error.isEmpty)

            let master = try await cluster.startMaster()
            master.send(SIGSTOP)
            let deaf = try await CommandRun.run("\(BuiltCommands.folder)/salt-run", asked)
            #expect(deaf.status == 0 && deaf.output.isEmpty && deaf.error.isEmpty)
        }
    }

    @Test func `offers what an executable has told of itself`() async throws {
        try await Cluster.withConfiguration(minions: ["web1"]) { cluster in
            let script = #"#!/bin/sh\#necho '{"functions": {"hello": {"summary": "Greets."}}}'"#
            try await TestFile.writeExecutable(script, to: "\(cluster.folder)/web1/etc/salt/modules/greet")
            let asked = ["---candidates", "zsh", "-c", cluster.minionFolder("web1"), "gree"]
            let salt = "\(BuiltCommands.folder)/salt-call"
            #expect(try await CommandRun.run(salt, asked).output == "partial 0\ngreet.:a module\n")
            _ = try await cluster.run("salt-call", "--local", "sys.doc", "greet")
            #expect(try await CommandRun.run(salt, asked).output == "words 0\ngreet.hello:Greets.\n")
        }
    }
}
