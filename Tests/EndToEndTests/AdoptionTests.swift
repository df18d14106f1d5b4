import BrineTesting
import Glibc
import MessagePack
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Jobs that outlive their minion` {
    @Test func `the return of a worker that ended while no minion was there arrives once`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let runs = "\(cluster.folder)/runs"
            let go = "\(cluster.folder)/go"
            let jid = try await cluster.publish(
                "web1",
                "cmd.run",
                "echo run >> \(runs); until [ -e \(go) ]; do sleep 0.05; done; echo done"
            )
            try await until("the job's start") { (try? TestFile.read(runs)) == "run\n" }
            try cluster.minion("web1").end(SIGKILL)
            try TestFile.write("", to: go)
            try await until("the return in the outbox") {
                TestFile.names(in: cluster.outboxFolder("web1")).contains(jid)
            }
            #expect(TestFile.names(in: cluster.procFolder("web1")).contains(jid), "nobody has removed its record")
            try await cluster.startMinion("web1")
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web1:\n    done"
            }
            #expect(try TestFile.read(runs) == "run\n")
            try await until("the end of what the minion kept") {
                !TestFile.names(in: cluster.procFolder("web1")).contains(jid)
                    && !TestFile.names(in: cluster.outboxFolder("web1")).contains(jid)
            }
        }
    }

    @Test func `a minion that is upgraded in the middle of a job takes it over`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let executable = "\(cluster.folder)/salt-minion"
            try await TestFile.copyExecutable("\(BuiltCommands.folder)/salt-minion", to: executable)
            try cluster.minion("web1").end(SIGTERM)
            try await cluster.startMinion("web1", executable: executable)
            let go = "\(cluster.folder)/go"
            let jid = try await cluster.publish("web1", "cmd.run", "until [ -e \(go) ]; do sleep 0.05; done; echo done")
            try await cluster.waitForRunning(jid, on: "web1")
            // As a package manager does it: another file under the same name.
            try await TestFile.copyExecutable("\(BuiltCommands.folder)/salt-minion", to: "\(executable).new")
            try #require(rename("\(executable).new", executable) == 0)
            try cluster.minion("web1").end(SIGTERM)
            try await cluster.startMinion("web1", executable: executable)
            try await cluster.waitForRunning(jid, on: "web1")
            #expect(try await cluster.succeed("salt", "web1", "cmd.run", "echo new") == "web1:\n    new")
            try TestFile.write("", to: go)
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web1:\n    done"
            }
        }
    }

    @Test func `a minion whose file is replaced under it goes on starting workers`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let executable = "\(cluster.folder)/salt-minion"
            try await TestFile.copyExecutable("\(BuiltCommands.folder)/salt-minion", to: executable)
            try cluster.minion("web1").end(SIGTERM)
            try await cluster.startMinion("web1", executable: executable)
            try #require(unlink(executable) == 0)
            for number in 1...3 {
                let answer = try await cluster.succeed("salt", "-t", "30", "web1", "cmd.run", "echo \(number)")
                #expect(answer == "web1:\n    \(number)")
            }
        }
    }

    @Test func `a process that has a job's pid by now is no worker and is left alone`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let jid = try await cluster.publish("web1", "cmd.run", "sleep 300")
            try await cluster.waitForRunning(jid, on: "web1")
            let record = "\(cluster.procFolder("web1"))/\(jid)"
            var fields = try #require(try Value(messagePack: TestFile.bytes(of: record)).mapValue)
            let worker = try #require(fields["pid"]?.intValue.flatMap { Int32(exactly: $0) })
            let minion = try cluster.minion("web1")
            try minion.end(SIGKILL)
            kill(-worker, SIGKILL)
            // This test's own process now stands in the record, which has another start time.
            fields["pid"] = .int(Int64(getpid()))
            try TestFile.write(Value.map(fields).messagePack, to: record)
            try await cluster.startMinion("web1")
            try await until("the verdict") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).contains("left no return")
            }
            _ = try await cluster.succeed("salt", "web1", "saltutil.kill_all_jobs")
        }
    }

    @Test func `a proc directory that is removed under a running minion stops nothing`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let go = "\(cluster.folder)/go"
            let jid = try await cluster.publish("web1", "cmd.run", "until [ -e \(go) ]; do sleep 0.05; done; echo done")
            try await cluster.waitForRunning(jid, on: "web1")
            TestFile.removeAll(cluster.procFolder("web1"))
            let rows = try await cluster.succeed("salt", "--out", "json", "web1", "saltutil.running")
            #expect(rows.contains(jid))
            #expect(try await cluster.succeed("salt", "web1", "cmd.run", "echo more") == "web1:\n    more")
            try TestFile.write("", to: go)
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web1:\n    done"
            }
        }
    }
}
