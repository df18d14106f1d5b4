internal import BrineTesting

/// Draws what a caller does, from a seed: plain choices, so the same seed gives the same row of steps.
struct Planner {
    private let minions: [String]
    private let caller: Int
    private let seed: UInt64
    private var random: SeededGenerator
    private var published = 0

    /// A planner for one of the callers.
    init(seed: UInt64, caller: Int, minions: [String]) {
        self.minions = minions
        self.caller = caller
        self.seed = seed
        random = SeededGenerator(seed: seed, stream: UInt64(caller) + 1)
    }

    /// The next step, and how long to wait before it.
    mutating func next() -> (pause: Duration, step: Step) {
        let pause = random.chance(40) ? Duration.zero : random.pause(20...1_500)
        let recent = Int.random(in: 0..<4, using: &random)
        switch random.pick(["publish": 74, "cancel": 7, "signal": 9, "rerun": 5, "look": 5]) {
        case "cancel": return (pause, .cancel(recent: recent))
        case "signal":
            let function = random.pick(["saltutil.kill_job": 1, "saltutil.term_job": 1])
            return (pause, .signal(function, minion: anyone(), recent: recent))
        case "rerun":
            return (pause, .rerun(random.pick(["all": 2, "failed": 1, "lost": 1, "undelivered": 1]), recent: recent))
        case "look":
            return (
                pause,
                .look(random.pick([["jobs.active"]: 2, ["manage.status"]: 1, ["jobs.list_jobs", "limit=5"]: 1]))
            )
        default: return (pause, .publish(publication()))
        }
    }

    private mutating func publication() -> Publication {
        published += 1
        let (target, meant) = anyTarget()
        var publication = Publication(work: work(), target: target, minions: meant, waits: random.chance(50))
        if meant.count > 2, random.chance(20) {
            publication.batch = Int.random(in: 1...3, using: &random)
            switch random.pick(["": 3, "errors": 2, "failhard": 1, "wait": 1]) {
            case "errors": publication.rollout = ["--max-errors", "\(Int.random(in: 0...2, using: &random))"]
            case "failhard": publication.rollout = ["--failhard"]
            case "wait": publication.rollout = ["--batch-wait", "1"]
            default: break
            }
            // A rollout takes its time as often as it has turns.
            publication.work.deciseconds = min(publication.work.deciseconds, 20)
        } else if meant.count > 2, random.chance(5) {
            publication.subset = 2
        }
        if publication.work.kind != .echo, random.chance(8) {
            publication.limit = Int.random(in: 1...4, using: &random)
        }
        if random.chance(10) { publication.within = random.pick([2: 1, 5: 1, 40: 1]) }
        return publication
    }

    private mutating func work() -> Work {
        let kind = random.pick([Work.Kind.script: 70, .several: 10, .echo: 12, .sleep: 8])
        // Short, so that it stands out in a line of a history; the seed's end keeps storms apart.
        var work = Work(kind: kind, token: "w\(seed % 10_000)c\(caller)n\(published)")
        guard kind != .echo else { return work }
        work.deciseconds =
            switch random.pick(["at once": 35, "short": 40, "middle": 18, "long": 7]) {
            case "at once": 0
            case "short": Int.random(in: 1...10, using: &random)
            case "middle": Int.random(in: 10...40, using: &random)
            default: Int.random(in: 50...100, using: &random)
            }
        guard kind != .sleep else { return work }
        work.code = random.chance(15) ? 3 : 0
        work.forks = random.chance(15)
        if random.chance(5) { work.bytes = Int.random(in: 100_000...4_000_000, using: &random) }
        return work
    }

    private mutating func anyTarget() -> (words: [String], minions: [String]) {
        switch random.pick(["all": 30, "one": 30, "list": 25, "glob": 15]) {
        case "all": return (["*"], minions)
        case "list":
            let some = Array(minions.shuffled(using: &random).prefix(Int.random(in: 1...minions.count, using: &random)))
            return (["-L", some.joined(separator: ",")], some.sorted())
        case "glob":
            // Ids end with a digit: a few minions share one.
            let digit = anyone().suffix(1)
            return (["*\(digit)"], minions.filter { $0.hasSuffix(digit) })
        default:
            let id = anyone()
            return ([id], [id])
        }
    }

    private mutating func anyone() -> String {
        minions[Int.random(in: 0..<minions.count, using: &random)]
    }
}
