import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Daemons that are killed` {
    @Test func `a job outlives its minion, and its return arrives once`() async throws {
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
            let reborn = try await cluster.startMinion("web1")
            let row = try await cluster.succeed("salt", "-t", "30", "--out", "json", "web1", "saltutil.find_job", jid)
            #expect(row.contains(#""jid": "\#(jid)""#), "the new minion has taken the job over")
            try TestFile.write("", to: go)
            try await until("the job's return") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web1:\n    done"
            }
            #expect(try TestFile.read(runs) == "run\n")
            try await until("the end of what the minion kept") {
                TestFile.names(in: cluster.procFolder("web1")).isEmpty
                    && TestFile.names(in: cluster.outboxFolder("web1")).isEmpty
            }
            try reborn.end(SIGTERM)
        }
    }

    @Test func `a job whose minion and worker are killed is lost, and told so`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let jid = try await cluster.publish("web1", "test.sleep", "300")
            let minion = try cluster.minion("web1")
            var worker: Int32 = 0
            try await until("the job's process") {
                let active = try await cluster.succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.active")
                guard let place = active.firstRange(of: #"{"web1": "#) else { return false }
                worker = Int32(active[place.upperBound...].prefix { $0.isNumber }) ?? 0
                return worker > 0
            }
            try minion.end(SIGKILL)
            kill(-worker, SIGKILL)
            try await cluster.startMinion("web1")
            try await until("the verdict") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid).contains("left no return")
            }
        }
    }

    @Test func `a master that is killed comes back to its live jobs`() async throws {
        try await Cluster.with(minions: ["web1", "web2"]) { cluster in
            let go = "\(cluster.folder)/go"
            let jid = try await cluster.publish("*", "cmd.run", "until [ -e \(go) ]; do sleep 0.05; done; echo done")
            try await until("the job on both minions") {
                let active = try await cluster.succeed("salt-run", "jobs.active", "--out", "json", "--out-indent", "-1")
                return active.contains(#"{"web1": "#) && active.contains(#"{"web2": "#)
            }
            try cluster.master().end(SIGKILL)
            // The jobs end while there is no master: their returns wait on the minions' disks.
            try TestFile.write("", to: go)
            try await until("the returns in both outboxes") {
                TestFile.names(in: cluster.outboxFolder("web1")) == [jid]
                    && TestFile.names(in: cluster.outboxFolder("web2")) == [jid]
            }
            try await cluster.startMaster()
            try await until("both returns") {
                try await cluster.succeed("salt-run", "jobs.lookup_jid", jid) == "web1:\n    done\nweb2:\n    done"
            }
            #expect(
                try await cluster.succeed("salt", "-t", "30", "-s", "*", "test.ping")
                    == "web1:\n    True\nweb2:\n    True"
            )
        }
    }

    // The longer one is longer than this test may take.
    @Test(arguments: ["1", "600"])
    func `a waiting salt goes on when its master comes back, however long it waits`(timeout: String) async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let go = "\(cluster.folder)/go"
            async let waiting = cluster.run(
                "salt",
                "-t",
                timeout,
                "web1",
                "cmd.run",
                "touch \(go).started; until [ -e \(go) ]; do sleep 0.05; done; echo done"
            )
            try await until("the job's start") { access("\(go).started", F_OK) == 0 }
            try cluster.master().end(SIGKILL)
            try await cluster.startMaster()
            try TestFile.write("", to: go)
            let result = try await waiting
            #expect(result.output == "web1:\n    done\n")
            #expect(result.status == 0)
        }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `both daemons stop cleanly on a signal`(signal: Int32) async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let minion = try cluster.minion("web1")
            let master = try cluster.master()
            try minion.end(signal)
            try master.end(signal)
            #expect(
                try TestFile.read("\(cluster.folder)/master/var/log/salt/master").contains("salt-master has stopped")
            )
            #expect(try TestFile.read("\(cluster.folder)/web1/var/log/salt/minion").contains("salt-minion has stopped"))
            #expect(!TestFile.names(in: "\(cluster.folder)/master/var/run").contains("salt-master.pid"))
        }
    }
}
