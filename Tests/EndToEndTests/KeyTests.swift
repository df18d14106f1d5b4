import BrineTesting
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Keys from the command line` {
    @Test func `a minion gets in when its key is accepted, and not before`() async throws {
        try await Cluster.withConfiguration(minions: ["web1"]) { cluster in
            try await cluster.startMaster()
            try await cluster.startMinion("web1")
            try await until("the minion's question") {
                try await cluster.succeed("salt-key", "-L", "--out", "json", "--out-indent", "-1")
                    == #"{"minions_pre": ["web1"], "minions_rejected": [], "minions": [], "minions_denied": []}"#
            }
            #expect(try await cluster.run("salt", "*", "test.ping").status == 2)
            #expect(
                try await cluster.succeed("salt-key", "-a", "web1", "-y").hasSuffix("Key for minion web1 accepted.")
            )
            #expect(try await cluster.succeed("salt", "-t", "30", "*", "test.ping") == "web1:\n    True")
        }
    }

    @Test func `a key that is deleted loses its live connections, and the others notice nothing`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let runs = "\(cluster.folder)/runs"
            _ = try await cluster.succeed("salt-key", "-d", "web2", "-y")
            _ = try await cluster.succeed("salt", "*", "cmd.run", "echo x >> \(runs)")
            try await until("the cut in the minion's log") {
                try TestFile.read("\(cluster.folder)/web2/var/log/salt/minion").contains("lost the master")
            }
            #expect(try await cluster.succeed("salt", "*", "cmd.run", "cat \(runs)") == "web1:\n    x")
            try await until("the question of the deleted minion") {
                try await cluster.succeed("salt-key", "-l", "pre") == "Unaccepted Keys:\nweb2"
            }
            _ = try await cluster.succeed("salt-key", "-a", "web2", "-y")
            #expect(try await cluster.succeed("salt", "-t", "30", "web2", "test.ping") == "web2:\n    True")
        }
    }

    @Test func `a minion shows the fingerprint that the master has`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let fingers = try await cluster.succeed("salt-key", "-f", "web1", "--out", "json", "--out-indent", "-1")
            let shown = try TestFile.read("\(cluster.folder)/web1/var/log/salt/minion")
            let finger = fingers.split(separator: "\"").first { $0.utf8.count == 95 }
            #expect(finger.map { shown.contains($0) } == true)
        }
    }

    @Test func `another key under an accepted id is denied`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            try cluster.minion("web1").end(15)
            TestFile.removeAll("\(cluster.folder)/web1/etc/salt/pki/minion/minion.key")
            TestFile.removeAll("\(cluster.folder)/web1/etc/salt/pki/minion/minion.pub")
            try await cluster.startMinion("web1")
            try await until("the denied key") {
                try await cluster.succeed("salt-key", "-l", "den") == "Denied Keys:\nweb1"
            }
            let result = try await cluster.run("salt", "-t", "1", "*", "test.ping")
            #expect(result.status == 1)
            #expect(result.output.contains("Minion did not return"))
        }
    }
}
