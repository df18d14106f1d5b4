import BrineTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Targets from the command line` {
    private static let nodegroups = """
        nodegroups:
          front: web* or L@db1
          red: ['G@role:front end', and, N@front]
        """

    /// Three minions with grains of their own.
    private func fleet(_ body: (Cluster) async throws -> Void) async throws {
        try await Cluster.withConfiguration(minions: ["web1", "web2", "db1"], masterSettings: Self.nodegroups) {
            cluster in
            for (id, role) in [("web1", "front end"), ("web2", "edge"), ("db1", "front end")] {
                try TestFile.write(
                    "grains:\n  role: \(role)\n  site: {dc: 'b:\(id)', racks: [r1, \(id)]}\n",
                    to: "\(cluster.minionFolder(id))/minion.d/grains.conf"
                )
            }
            try await cluster.startMaster()
            for id in cluster.minions { try await cluster.startMinion(id) }
            try await cluster.acceptAll()
            try await until("the grains of all") {
                try await cluster.run("salt", "--preview-target", "-G", "id:*").lines.filter { $0.hasPrefix("- ") }
                    .count == 3
            }
            try await body(cluster)
        }
    }

    private func meant(_ cluster: Cluster, _ arguments: [String]) async throws -> String {
        let result = try await cluster.run(
            "salt",
            ["--preview-target", "--out", "json", "--out-indent", "-1"] + arguments
        )
        #expect(result.status == (result.output == "[]\n" ? 2 : 0))
        return result.output.filter { !"[]\", \n".contains($0) || $0 == " " }
    }

    @Test func `each kind means whom it says, and these alone run the job`() async throws {
        try await fleet { cluster in
            let expected: [([String], String)] = [
                (["web*"], "web1 web2"), (["-E", "(web|db)1"], "db1 web1"), (["-L", "db1,web2,nobody"], "db1 web2"),
                (["-G", "role:front*"], "db1 web1"), (["-G", "site:racks:web2"], "web2"),
                (["-G", "site:dc:b:db1"], "db1"),
                (["-G", "--delimiter", "|", "site|dc|b:web?"], "web1 web2"), (["-P", "role:(edge|x)$"], "web2"),
                (["-S", "127.0.0.0/8"], "db1 web1 web2"), (["-S", "192.0.2.1"], ""),
                (["-N", "front"], "db1 web1 web2"),
                (["-N", "red"], "db1 web1"), (["-C", "web* and not G@role:edge"], "web1"),
                (["-C", "( db* or E@web2 ) and N@front"], "db1 web2"),
                (["-C", "G|@site|dc|b:db1 or web1"], "db1 web1"),
                (["-C", "not *"], ""),
            ]
            for (arguments, ids) in expected {
                #expect(try await meant(cluster, arguments) == ids, "\(arguments)")
                guard !ids.isEmpty else { continue }
                let answer = try await cluster.run("salt", ["-s", "--out", "txt"] + arguments + ["test.ping"])
                let returned = answer.lines.filter { $0.hasSuffix(": True") }.map { $0.dropLast(6) }.sorted()
                #expect(returned.joined(separator: " ") == ids, "\(arguments)")
            }
            let jobs = try await cluster.succeed("salt-run", "jobs.list_jobs", "--out", "json", "--out-indent", "-1")
            #expect(jobs.contains(#""Target": "web* and not G@role:edge", "Target-type": "compound""#))
        }
    }

    @Test func `a preview prints a list and runs nothing`() async throws {
        try await fleet { cluster in
            let list = ["jobs.list_jobs", "search_function=test.*,cmd.*"]
            let before = try await cluster.run("salt-run", list).output
            #expect(try await cluster.succeed("salt", "--preview-target", "web*") == "- web1\n- web2")
            #expect(
                try await cluster.succeed("salt", "--preview-target", "-C", "db1 or web1", "cmd.run", "x")
                    == "- db1\n- web1"
            )
            let nobody = try await cluster.run("salt", "--preview-target", "-G", "role:none")
            #expect(nobody.output.isEmpty)
            #expect(nobody.error == "No minions matched the target.\nERROR: No return received\n")
            #expect(nobody.status == 2)
            #expect(try await cluster.run("salt-run", list).output == before && before.contains("test.ping"))
        }
    }

    @Test func `grains are known of a minion that is away, also after the master was restarted`() async throws {
        try await fleet { cluster in
            try cluster.minion("web2").end(15)
            try cluster.master().end(9)
            try await cluster.startMaster()
            #expect(try await meant(cluster, ["-G", "role:edge"]) == "web2")
            _ = try await cluster.succeed("salt-key", "-d", "web2", "-y")
            #expect(try await meant(cluster, ["-G", "role:edge"]) == "")
        }
    }

    @Test func `nobody and no nodegroup are told apart`() async throws {
        try await Cluster.withConfiguration(minions: []) { cluster in
            try await cluster.startMaster()
            for arguments in [["-G", "os:Plan9"], ["-C", "web* and G@os:*"], ["-E", "x"], ["-S", "10.0.0.0/8"]] {
                let nobody = try await cluster.run("salt", arguments + ["test.ping"])
                #expect(nobody.output == "No minions matched the target. No command was sent, no jid was assigned.\n")
                #expect(nobody.error == "ERROR: No return received\n")
                #expect(nobody.status == 2)
            }
            for arguments in [["-N", "gone", "test.ping"], ["-C", "web* or N@gone", "--preview-target"]] {
                let unknown = try await cluster.run("salt", arguments)
                #expect(unknown.output.isEmpty)
                #expect(
                    unknown.error
                        == "Usage: salt [options] '<target>' <function> [arguments]\n\nsalt: error: Node group gone unavailable in \(cluster.masterFolder)/master\n"
                )
                #expect(unknown.status == 64)
            }
        }
    }
}
