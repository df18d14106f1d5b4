import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Events` {
    /// Waits until `state.event` listens: until it has shown something of jobs that are published for that.
    private func listening(_ file: String, _ cluster: Cluster) async throws {
        try await until("the first event") {
            _ = try await cluster.succeed("salt", "*", "test.ping")
            return try !TestFile.read(file).isEmpty
        }
    }

    private func lines(_ file: String) throws -> [Substring] {
        try TestFile.read(file).split(separator: "\n")
    }

    @Test func `show a job from its beginning to its end, as it happens`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let file = "\(cluster.folder)/events"
            var jid = ""
            try TestFile.write("", to: file)
            let arguments = ["--out-file", file, "state.event", "salt/job/*"]
            let result = try await cluster.run("salt-run", arguments) { pid in
                try await listening(file, cluster)
                jid = try await cluster.publish("--metadata", "{ticket: T1}", "*", "cmd.run", "echo hi; exit 3")
                try await until("the job's end") { try TestFile.read(file).contains("salt/job/\(jid)/end\t") }
                kill(pid, SIGINT)
            }
            #expect(result.status == 0)
            #expect(result.output.isEmpty)
            #expect(result.error == "\nExiting gracefully on Ctrl-c\n")

            let shown = try lines(file).filter { $0.hasPrefix("salt/job/\(jid)/") }
            let tags = shown.map { $0.prefix { $0 != "\t" }.dropFirst("salt/job/\(jid)/".count) }
            #expect(Set(tags) == ["new", "rcv/web1", "rcv/web2", "ret/web1", "ret/web2", "end"])
            #expect(tags.first == "new" && tags.last == "end" && tags.count == 6)
            let new = try #require(shown.first)
            #expect(new.contains(#"\#t{"_stamp": "20"#))
            #expect(new.contains(#""arg": ["echo hi; exit 3"], "fun": "cmd.run", "jid": "\#(jid)", "metadata": {"#))
            #expect(new.contains(#""minions": ["web1", "web2"], "missing": [], "tgt": "*", "tgt_type": "glob", "#))
            let answer = try #require(shown.first { $0.contains("/ret/web1\t") })
            #expect(answer.contains(#""cmd": "_return", "fun": "cmd.run", "fun_args": ["echo hi; exit 3"], "id": "#))
            #expect(answer.contains(#""retcode": 3, "return": "hi", "success": false, "user""#))
            #expect(shown.last?.contains(#""states": {"failed": 2}"#) == true)
        }
    }

    @Test func `tell which minions come and go`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let file = "\(cluster.folder)/events"
            try TestFile.write("", to: file)
            let result = try await cluster.run("salt-run", ["--out-file", file, "state.event"]) { pid in
                try await listening(file, cluster)
                try cluster.minion("web2").end(SIGTERM)
                try await until("word that it is gone") { try TestFile.read(file).contains(#""lost": ["web2"]"#) }
                try await cluster.startMinion("web2")
                try await until("word that it is back") { try TestFile.read(file).contains(#""new": ["web2"]"#) }
                kill(pid, SIGTERM)
            }
            #expect(result.status == 128 + SIGTERM)
            let text = try TestFile.read(file)
            #expect(text.contains("salt/minion/web2/start\t"))
            #expect(text.contains("salt/auth\t"))
            #expect(text.contains(#""act": "accept", "id": "web2", "pub": ""#))
        }
    }

    @Test func `of a minion's functions come from jobs and from salt-call, also when no minion was there`() async throws
    {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let file = "\(cluster.folder)/events"
            try TestFile.write("", to: file)
            let result = try await cluster.run("salt-run", ["--out-file", file, "state.event"]) { pid in
                try await listening(file, cluster)
                let sent = try await cluster.succeed("salt", "web1", "event.send", "deploy/web/done", "{version: 7}")
                #expect(sent == "web1:\n    True")
                try await until("the event of the job") {
                    try TestFile.read(file).contains(#""data": {"version": 7}"#)
                }
                // Not the master: what it announces while state.event looks for it again nobody sees.
                try cluster.minion("web1").end(SIGTERM)
                let called = try await cluster.succeed("salt-call", "--local", "event.send", "deploy/web/late")
                #expect(called == "local:\n    True")
                try await cluster.startMinion("web1")
                try await until("the event from salt-call") { try TestFile.read(file).contains("deploy/web/late\t") }
                let refused = try await cluster.run("salt", "-t", "30", "web1", "event.send", "salt/key")
                #expect(refused.status == 1 && refused.output.contains("begins with salt/"))
                kill(pid, SIGINT)
            }
            #expect(result.status == 0)
            let shown = try lines(file).filter { $0.hasPrefix("deploy/web/done\t") }
            #expect(shown.count == 1)
            #expect(shown.first?.contains(#""id": "web1""#) == true)
            try await until("the empty outbox") { TestFile.names(in: cluster.outboxFolder("web1")).isEmpty }
        }
    }

    @Test func `end after as many as were asked for, indented or in silence`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            for (words, isShown) in [(["count=1", "pretty=True"], true), (["count=2", "quiet=True"], false)] {
                let arguments = ["state.event", "salt/job/*/ret/web?"] + words
                let result = try await cluster.run("salt-run", arguments) { pid in
                    let command = try DaemonHandle(pid: pid)
                    try await until("the end of state.event") {
                        _ = try await cluster.succeed("salt", "*", "test.echo", "hi")
                        return command.hasEnded(within: .zero)
                    }
                }
                #expect(result.status == 0)
                #expect(result.error.isEmpty)
                guard isShown else {
                    #expect(result.output.isEmpty)
                    continue
                }
                #expect(result.lines[0].hasPrefix("salt/job/20") && result.lines[0].hasSuffix("/ret/web1\t{"))
                #expect(result.lines[1].hasPrefix(#"    "_stamp": "20"#))
                #expect(
                    result.lines[2...5] == [
                        #"    "cmd": "_return","#, #"    "fun": "test.echo","#, #"    "fun_args": ["#, #"        "hi""#,
                    ]
                )
                #expect(result.lines.suffix(2) == ["}", ""])
            }
            #expect(try await cluster.succeed("salt-run", "state.event", "count=0") == "")
        }
    }

    @Test func `go on when the master is back`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let file = "\(cluster.folder)/events"
            try TestFile.write("", to: file)
            let result = try await cluster.run("salt-run", ["--out-file", file, "state.event", "*/new"]) { pid in
                try await listening(file, cluster)
                try cluster.master().end(SIGTERM)
                try await cluster.startMaster()
                let before = try lines(file).count
                try await until("an event of the new master") {
                    _ = try await cluster.run("salt", "-t", "1", "*", "test.ping")
                    return try lines(file).count > before
                }
                kill(pid, SIGINT)
            }
            #expect(result.status == 0)
            #expect(
                result.error.hasPrefix(
                    """
                    [WARNING ] the master has gone away; events are shown again when it is back
                    [WARNING ] the master is back; what happened meanwhile is not shown

                    """
                )
            )
        }
    }

    @Test func `are not asked for in a way that makes no sense`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            let wrong = try await cluster.run("salt-run", "state.event", "count=many")
            #expect(wrong.output.isEmpty)
            #expect(
                wrong.error.hasPrefix(
                    "Passed invalid arguments to state.event: count must be an integer, found a text: many\n\nShows events"
                )
            )
            #expect(wrong.status == 1)
            let nobody = try await cluster.run("salt-run", "state.event")
            #expect(nobody.error.hasPrefix("[ERROR   ] no master answers at "))
            #expect(nobody.status == 69)
        }
    }
}
