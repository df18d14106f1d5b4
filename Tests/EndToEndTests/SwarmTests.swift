import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A swarm` {
    private static let count = 200
    private static let settings = "auto_accept: True\nmax_handshakes: 20"

    /// Runs a test on a master, one ordinary minion, and a swarm whose minions are all there.
    private func with(_ body: (Cluster) async throws -> Void) async throws {
        try await Cluster.withConfiguration(minions: ["web1"], masterSettings: Self.settings) { cluster in
            try await cluster.startMaster()
            try await cluster.startMinion("web1")
            try await until("web1") { try await cluster.run("salt", "web1", "test.ping").status == 0 }
            try await body(cluster)
        }
    }

    /// Runs a swarm, and does something while all of it is connected.
    ///
    /// - Returns: what it has summed up; empty where it was killed.
    private func swarm(
        on cluster: Cluster,
        _ body: (_ pid: Int32) async throws -> Void
    ) async throws -> [String: String] {
        let run = try await cluster.run("salt-swarm", ["-n", "\(Self.count)"]) { pid in
            try await until("the swarm's minions") {
                try await cluster.succeed("salt-run", "--out", "json", "manage.up", "tgt=swarm-*")
                    .split(separator: "\n").count == Self.count + 2
            }
            try await body(pid)
        }
        var sums: [String: String] = [:]
        for line in run.lines {
            let parts = line.split(separator: ":")
            if parts.count == 2 { sums[String(parts[0])] = parts[1].trimmingPrefix(while: \.isWhitespace).description }
        }
        return sums
    }

    /// How many minions of a job there are in a state.
    private func minions(of jid: String, in state: String, on cluster: Cluster) async throws -> Int {
        let job = try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.list_job", jid)
        return job.split(separator: "\"").filter { $0 == state }.count
    }

    @Test func `connects as the master lets it, and gets a job once on each minion`() async throws {
        try await with { cluster in
            let sums = try await swarm(on: cluster) { pid in
                let answers = try await cluster.succeed(
                    "salt",
                    "-t",
                    "60",
                    "swarm-*",
                    "test.echo",
                    "hi",
                    "--out",
                    "txt"
                )
                #expect(answers.split(separator: "\n").filter { $0.hasSuffix(": hi") }.count == Self.count)
                let jid = try await cluster.publish("swarm-*", "test.sleep", "300")
                try await until("the job everywhere") {
                    try await minions(of: jid, in: "running", on: cluster) == Self.count
                }
                let active = try await cluster.succeed("salt-run", "jobs.active", "--out", "json", "--out-indent", "-1")
                #expect(active.split(separator: "\"").filter { $0.hasPrefix("swarm-") }.count >= Self.count)
                _ = try await cluster.succeed("salt", "-t", "60", "swarm-*", "saltutil.term_job", jid, "--out", "txt")
                try await until("the end of the job") {
                    try await minions(of: jid, in: "terminated", on: cluster) == Self.count
                }
                kill(pid, SIGTERM)
            }
            #expect(sums["connected"] == "\(Self.count)")
            #expect(sums["repeats"] == "0")
            #expect((Int(sums["busy"] ?? "") ?? 0) > 0, "twenty at a time: \(sums)")
            try await until("its end at the master") {
                try await cluster.succeed("salt-run", "manage.up", "tgt=swarm-*") == ""
            }
        }
    }

    @Test func `that vanishes in a job leaves the master to others, and what became of it is known when it is back`()
        async throws
    {
        try await with { cluster in
            var jid = ""
            _ = try await swarm(on: cluster) { pid in
                jid = try await cluster.publish("*", "test.sleep", "300")
                try await until("the job everywhere") {
                    try await minions(of: jid, in: "running", on: cluster) == Self.count + 1
                }
                kill(pid, SIGKILL)
            }
            #expect(try await cluster.succeed("salt", "-t", "60", "web1", "test.ping") == "web1:\n    True")
            try await until("the master's knowledge of it") {
                try await minions(of: jid, in: "unreachable", on: cluster) == Self.count
            }
            #expect(try await minions(of: jid, in: "running", on: cluster) == 1)
            let sums = try await swarm(on: cluster) { pid in
                try await until("a verdict on each") {
                    try await minions(of: jid, in: "lost", on: cluster) == Self.count
                }
                kill(pid, SIGTERM)
            }
            #expect(sums["commands"] == "0", "nothing ran a second time")
        }
    }

    @Test func `comes back to a master that was killed, and its returns arrive`() async throws {
        try await with { cluster in
            let sums = try await swarm(on: cluster) { pid in
                let jid = try await cluster.publish("swarm-*", "test.sleep", "4")
                // Where this takes long, some have ended already.
                try await until("the job everywhere") {
                    try await minions(of: jid, in: "pending", on: cluster) == 0
                }
                try cluster.master().end(SIGKILL)
                try await cluster.startMaster()
                try await until("all returns") {
                    try await minions(of: jid, in: "succeeded", on: cluster) == Self.count
                }
                kill(pid, SIGTERM)
            }
            #expect(sums["repeats"] == "0")
            #expect(sums["commands"] == "\(Self.count)")
        }
    }

    @Test func `that cannot be is told why`() async throws {
        let swarm = "\(BuiltCommands.folder)/salt-swarm"
        for (words, text) in [
            (["-n", "0"], "option -n: expected a number of minions from 1 to 1000000, found 0"),
            (["--prefix", "a/b"], "option --prefix: ids that begin with 'a/b' are none"),
            (["--fail", "101"], "option --fail: expected 0 to 100 percent, found 101"),
            (["--return-delay", "-1"], "option --return-delay: expected 0 to 86400 seconds, found -1"),
            (["--auth-port", "0"], "option --auth-port: expected a port from 1 to 65535, found 0"),
        ] {
            let run = try await CommandRun.run(swarm, words)
            #expect(run.status == 64)
            #expect(run.error.contains(text), "\(run.error)")
        }
        let run = try await CommandRun.run(
            "/bin/sh",
            ["-c", "ulimit -n 500; exec \(swarm) --master 127.0.0.1 -n 200"]
        )
        #expect(run.status == 1)
        #expect(run.error.contains("200 minions need 900 descriptors, and this process may have 500"))
    }
}
