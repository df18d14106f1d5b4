import BrineCore
import BrineStore
import BrineWire
import MessagePack

/// A day of a fleet of 5,000 minions, the same each time: 100,000 jobs with 1,000,000 returns, of which one job has 5,000.
struct SampleFleet {
    /// How many minions there are.
    static let size = 5_000
    /// The job that all of them return.
    static let largeJob = 500
    /// The function of one job in 5,000, and that of one in 100.
    static let rareFunction = "pkg.remove"
    static let seldomFunction = "disk.usage"

    /// How many minions each of twenty jobs has: 199 together.
    private static let sizes = [1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32]
    private static let functions = [
        "test.ping", "cmd.run", "state.apply", "cmd.run", "test.ping", "pkg.version", "cmd.run", "service.status",
        "state.apply", "grains.items",
    ]

    /// The minions' ids: web-0001 and so on.
    let ids: [MinionID]

    /// The fleet.
    init() throws {
        ids = try (1...Self.size)
            .map { number in
                let digits = String(number)
                let name = ["web", "db", "cache", "app"][number % 4]
                return try Self.made(MinionID("\(name)-\(String(repeating: "0", count: 4 - digits.count))\(digits)"))
            }
    }

    /// The jid of a job: one each 0.8 seconds of a day.
    static func jid(of number: Int) throws -> JobID {
        try made(JobID(microseconds: made(JobID("20261121000000000000")).microseconds + Int64(number) * 800_000))
    }

    /// A job.
    func job(_ number: Int) throws -> Job {
        let minions = try minions(of: number)
        let jid = try Self.jid(of: number)
        return Job(
            jid: jid,
            calls: Calls(try function(of: number), arguments(of: number)),
            target: target(of: number, minions),
            user: number % 1_000 == 3 ? "oncall" : ["root", "root", "root", "deploy", "eva"][number / 7 % 5],
            metadata: number % 10 == 0
                ? ["ticket": .string("T\(number / 10 % 500)"), "change": .int(Int64(number))] : .null,
            minions: minions,
            deliverBefore: jid.timestamp + .seconds(60)
        )
    }

    /// What the minions of a job returned.
    func outcomes(of job: Job, _ number: Int) throws -> [Outcome] {
        let value = value(of: job.calls.all[0].function.description, number)
        return job.minions.map { minion in
            let isFailed = (number + Int(minion.rawValue)) % 50 == 0
            let jobReturn = JobReturn(
                jid: job.jid,
                calls: job.calls,
                user: job.user,
                value: value,
                retcode: isFailed ? 1 : 0,
                success: !isFailed
            )
            return Outcome(
                jid: job.jid,
                minion: minion,
                state: jobReturn.state,
                at: job.jid.timestamp + .milliseconds(200),
                body: ReturnMessage(id: ids[Int(minion.rawValue) - 1], jobReturn).packet
            )
        }
    }

    private func minions(of number: Int) throws -> [MinionNumber] {
        let count = number == Self.largeJob ? Self.size : Self.sizes[number * 7 % 20] + (number == 501 ? 1 : 0)
        return try (0..<count).map { try Self.made(MinionNumber((number * 37 + $0 * 13) % Self.size + 1)) }.sorted()
    }

    private func function(of number: Int) throws -> FunctionName {
        let name =
            switch number {
            case _ where number % 5_000 == 17: Self.rareFunction
            case _ where number % 100 == 29: Self.seldomFunction
            default: Self.functions[number / 3 % Self.functions.count]
            }
        return try Self.made(FunctionName(name))
    }

    private func arguments(of number: Int) -> CallArguments {
        switch number % 4 {
        case 0: CallArguments([.string("systemctl is-active service-\(number % 40)")])
        case 1: CallArguments([.string("nginx")], keyword: ["refresh": true])
        default: CallArguments()
        }
    }

    private func target(of number: Int, _ minions: [MinionNumber]) -> Target {
        switch minions.count {
        case Self.size: .glob("*")
        case ..<9: .list(minions.map { ids[Int($0.rawValue) - 1] })
        case ..<17: .grain("role:group\(number % 300)")
        default: .glob("web-\(number % 50)*")
        }
    }

    private func value(of function: String, _ number: Int) -> Value {
        switch function {
        case "test.ping": return true
        case "cmd.run": return .string(String(repeating: "a line of output, of some length\n", count: 1 + number % 24))
        case "state.apply":
            return .map(
                ValueMap(
                    (0..<6)
                        .map { state in
                            let result: Value = [
                                "result": true, "comment": "The file is in the state that was asked for",
                                "changes": [:],
                                "duration": .double(Double(state) * 1.37), "__run_num__": .int(Int64(state)),
                            ]
                            return (.string("file_|-/etc/app/part\(state).conf_|-managed"), result)
                        }
                )
            )
        case "grains.items":
            return .map(ValueMap((0..<40).map { (.string("grain\($0)"), .string("a value of it \($0 * number)")) }))
        default: return ["name": "nginx", "running": true, "version": "1.22.1-9"]
        }
    }

    private struct Impossible: Error {}

    private static func made<Made>(_ value: Made?) throws -> Made {
        guard let value else { throw Impossible() }
        return value
    }
}
