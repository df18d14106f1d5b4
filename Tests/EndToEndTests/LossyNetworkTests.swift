import BrineTesting
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5)), .whereNetworksCanBeMade)
struct `A network that loses, delays and reorders` {
    private let faults = LinkFaults(loss: 0.05, delay: .milliseconds(200), heldShare: 0.1, hold: .milliseconds(60))

    @Test func `does not keep 200 jobs from running exactly once and returning exactly once, each`() async throws {
        let minions = ["web1", "web2", "web3"]
        try await Cluster.withNetwork(minions: minions, masterSettings: "heartbeat_interval: 2") { cluster, network in
            try await cluster.watchingEvents { events in
                network.set(faults)
                // Each tenth is for all.
                let jids = try await withThrowingTaskGroup(of: [(Int, String)].self) { group in
                    for task in 0..<4 {
                        group.addTask {
                            var jids: [(Int, String)] = []
                            for number in stride(from: task, to: 200, by: 4) {
                                let target = number % 10 == 0 ? "*" : minions[number % 3]
                                let script = "echo \(number) >> \(cluster.folder)/runs"
                                jids.append((number, try await cluster.publish(target, "cmd.run", script)))
                            }
                            return jids
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                try await until("the end of all jobs") {
                    let text = try events.text
                    return jids.allSatisfy { text.contains("salt/job/\($0.1)/end\t") }
                }
                for minion in minions { try await cluster.waitForEmptyOutbox(of: minion) }
                let runs = try TestFile.read("\(cluster.folder)/runs").split(separator: "\n").compactMap { Int($0) }
                let wanted = (0..<200).flatMap { Array(repeating: $0, count: $0 % 10 == 0 ? 3 : 1) }
                #expect(runs.sorted() == wanted)
                let tags = try events.text.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
                for (number, jid) in jids {
                    let returns = tags.filter { $0.hasPrefix("salt/job/\(jid)/ret/") }
                    #expect(returns.count == (number % 10 == 0 ? 3 : 1), "job \(number)")
                    #expect(Set(returns).count == returns.count, "job \(number)")
                }
                let ends = try events.text.split(separator: "\n").filter { $0.contains(#""states": {"succeeded": "#) }
                #expect(ends.count { line in jids.contains { line.hasPrefix("salt/job/\($0.1)/end\t") } } == 200)
                let counts = network.counts
                #expect(counts.lost > 0 && counts.held > 0, "the faults were there: \(counts)")
            }
        }
    }

    @Test
    func `does not keep minions from being accepted, a salt from getting its answers, or a master from coming back`()
        async throws
    {
        try await FaultyNetwork.with(hosts: [Cluster.masterHost, "web1", "web2"]) { network in
            network.set(faults)
            try await Cluster.with(minions: ["web1", "web2"], on: network) { cluster in
                let answer = try await cluster.succeed("salt", "-t", "30", "-s", "*", "cmd.run", "echo hi")
                #expect(answer == "web1:\n    hi\nweb2:\n    hi")
                try cluster.master().end(SIGKILL)
                try await cluster.startMaster()
                let again = try await cluster.succeed("salt", "-t", "30", "-s", "*", "cmd.run", "echo again")
                #expect(again == "web1:\n    again\nweb2:\n    again")
                #expect(network.counts.lost > 0)
            }
        }
    }
}
