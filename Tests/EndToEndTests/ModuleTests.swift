import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Modules on a minion` {
    @Test func `an executable in module_dirs serves functions, on the minion and from salt-call`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            let folder = "\(cluster.folder)/web1/etc/salt/modules"
            try await TestFile.writeExecutable(
                """
                #!/bin/sh
                case $1 in
                --describe) echo '{"functions": {"hello": {"summary": "Greets.", "parameters":
                    [{"name": "who", "type": "text", "default": "you"}]}, "garbage": {}, "slow": {}}}' ;;
                hello) sed -n 's/.*"who": "\\([^"]*\\)".*/"Hello \\1"/p' ;;
                garbage) echo 'no JSON' ;;
                slow) sleep 300 ;;
                esac

                """,
                to: "\(folder)/shop"
            )
            let greeting = try await cluster.succeed("salt", "web1", "shop.hello", "who=Ada")
            #expect(greeting == "web1:\n    Hello Ada")
            #expect(
                try await cluster.succeed("salt-call", "--local", "shop.hello", "who=Ada") == "local:\n    Hello Ada"
            )
            let documentation = try await cluster.succeed("salt", "web1", "sys.doc", "shop")
            #expect(documentation.contains("Greets.") && documentation.contains("who=you"))
            #expect(try await cluster.succeed("salt", "web1", "sys.list_modules").contains("    - shop"))

            let wrong = try await cluster.run("salt", "web1", "shop.hello", "whom=Ada")
            #expect(wrong.status == 1 && wrong.output.contains("Passed invalid arguments to shop.hello"))
            let garbage = try await cluster.run("salt", "web1", "shop.garbage")
            #expect(garbage.status == 1 && garbage.output.contains("no JSON"))
            let unknown = try await cluster.run("salt", "web1", "shop.nothing")
            #expect(unknown.output == "web1:\n    'shop.nothing' is not available.\n")
            let slow = try await cluster.run("salt", "--job-timeout", "0.5", "web1", "shop.slow")
            #expect(slow.output.contains("its time limit (0.5 s)"))

            try #require(chmod("\(folder)/shop", 0o644) == 0)
            let plain = try await cluster.run("salt", "web1", "shop.hello")
            #expect(plain.status == 1 && plain.output.contains("is not executable"))
        }
    }

    @Test func `grains that are set are known to the next job, and refresh_grains finds out anew`() async throws {
        try await Cluster.with(minions: ["web1"]) { cluster in
            #expect(
                try await cluster.succeed("salt", "web1", "grains.setval", "role", "shop")
                    == "web1:\n    ----------\n    role:\n        shop"
            )
            #expect(try await cluster.succeed("salt", "web1", "grains.get", "role") == "web1:\n    shop")
            #expect(try TestFile.read("\(cluster.minionFolder("web1"))/grains").contains("role: shop"))
            try TestFile.write("role: bar\n", to: "\(cluster.minionFolder("web1"))/grains")
            #expect(try await cluster.succeed("salt", "web1", "grains.get", "role") == "web1:\n    bar")
            #expect(try await cluster.succeed("salt-call", "--local", "grains.get", "role") == "local:\n    bar")
            for command in ["salt", "salt-call"] {
                let target = command == "salt" ? ["web1"] : ["--local"]
                let run = try await cluster.run(command, target + ["saltutil.refresh_grains"])
                #expect(run.output.hasSuffix(":\n    True\n"))
            }
            // A file that is broken takes nothing away.
            try TestFile.write("role: [\n", to: "\(cluster.minionFolder("web1"))/grains")
            #expect(try await cluster.succeed("salt", "web1", "grains.get", "role") == "web1:\n    bar")
            let refused = try await cluster.run("salt", "web1", "grains.setval", "role", "x")
            #expect(refused.status == 1 && refused.output.contains("grains"))
            #expect(try TestFile.read("\(cluster.minionFolder("web1"))/grains") == "role: [\n")
        }
    }

    @Test func `settings can be asked for, those that Brine does not know too`() async throws {
        try await Cluster.with(minions: ["web1"], minionSettings: "rack: 7\nshelf: {left: top}") { cluster in
            let rack = try await cluster.succeed("salt", "web1", "config.get", "rack")
            #expect(rack == "web1:\n    7")
            #expect(try await cluster.succeed("salt", "web1", "config.get", "shelf:left") == "web1:\n    top")
            #expect(try await cluster.succeed("salt", "web1", "config.get", "process_count_max") == "web1:\n    -1")
            #expect(try await cluster.succeed("salt", "web1", "config.get", "id") == "web1:\n    web1")
            #expect(try await cluster.succeed("salt-call", "--local", "config.get", "rack") == "local:\n    7")
        }
    }

    @Test func `returns are kept on the minion where it is told to`() async throws {
        try await Cluster.with(minions: ["web1"], minionSettings: "cache_jobs: True") { cluster in
            let jid = try await cluster.publish("web1", "cmd.run", "echo kept")
            try await until("the kept return") {
                let answer = try await cluster.succeed("salt", "--out", "json", "web1", "saltutil.find_cached_job", jid)
                return answer.contains(#""return": "kept""#)
            }
            try await until("the empty outbox") { TestFile.names(in: cluster.outboxFolder("web1")).isEmpty }
            #expect(
                try await cluster.succeed("salt", "web1", "saltutil.clear_job_cache", "hours=0") == "web1:\n    True"
            )
            let gone = try await cluster.succeed("salt", "web1", "saltutil.find_cached_job", jid)
            #expect(gone.contains("minion_jobs/\(jid) not found"))
        }
    }

    @Test func `an output that is too long for its return is kept beside`() async throws {
        try await Cluster.with(minions: ["web1"], minionSettings: "return_limit: 4K") { cluster in
            let answer = try await cluster.succeed("salt", "web1", "cmd.run", "seq 1 20000")
            let place = try #require(answer.firstRange(of: "all of it is in "))
            let path = String(answer[place.upperBound...].prefix { $0 != "]" && $0 != "\n" })
            let whole = try TestFile.read(path)
            #expect(whole.hasPrefix("1\n2\n") && whole.hasSuffix("\n20000\n"))
            #expect(answer.contains("these are the first 4096 of \(whole.utf8.count) bytes"))
            _ = try await cluster.succeed("salt", "web1", "saltutil.clear_job_cache", "hours=0")
            #expect(access(path, F_OK) != 0)
        }
    }
}
