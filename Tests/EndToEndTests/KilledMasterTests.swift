import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A master that is killed again and again` {
    @Test func `has every job that it named and every return that it acknowledged`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            var jids: [String] = []
            for round in 0..<6 {
                let master = try cluster.master()
                // Jobs come, run and return all the time; the master is killed in the middle of that, each round elsewhere.
                try await withThrowingTaskGroup(of: [String].self) { group in
                    for task in 0..<3 {
                        group.addTask {
                            var named: [String] = []
                            while true {
                                let run = try await cluster.run("salt", ["--async", "*", "cmd.run", "echo \(task)"])
                                guard run.status == 0, let jid = run.lines.first?.split(separator: " ").last else {
                                    return named
                                }
                                named.append(String(jid))
                            }
                        }
                    }
                    try await until("returns on their way") {
                        try await cluster.succeed("salt-run", "jobs.list_jobs", "limit=200").split(separator: "\n")
                            .count { $0.hasSuffix(":") && $0.hasPrefix("20") } > jids.count + 2 * round
                    }
                    try master.end(SIGKILL)
                    for try await named in group { jids += named }
                }
                try await cluster.startMaster()
            }
            #expect(jids.count >= 6)
            for jid in jids {
                try await until("both returns of \(jid)") {
                    try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.lookup_jid", jid)
                        .split(separator: ",").count == 2
                }
            }
            try await until("the end of what the minions kept") {
                cluster.minions.allSatisfy { TestFile.names(in: cluster.outboxFolder($0)).isEmpty }
            }
        }
    }
}
