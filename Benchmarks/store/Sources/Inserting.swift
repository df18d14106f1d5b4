import BrineCore
import BrineStore
import BrineWire
import MessagePack

/// Brings outcomes into a store, each batch synced before the next begins: what `baseline.c` does on plain SQLite.
struct Inserting {
    /// How many jobs are prepared, and how many minions each is for.
    static let jobs = 500
    static let minions = 1_000

    /// The store's file.
    let path: String

    /// Makes a store with open jobs and no outcomes.
    func prepare() async throws {
        let store = try SQLiteJobStore(path: path)
        _ = try await store.numbers(of: try SampleFleet().ids)
        for number in 0..<Self.jobs { try await store.add(try job(number)) }
        try store.close()
    }

    /// Inserts outcomes of the prepared jobs, and tells how many a second were on the disk.
    func insert(batch: Int, total: Int) async throws {
        struct TooMany: Error {}
        guard batch > 0, total <= Self.jobs * Self.minions else { throw TooMany() }
        let store = try SQLiteJobStore(path: path)
        var batches: [[Outcome]] = []
        var next: [Outcome] = []
        for number in 0..<(total + Self.minions - 1) / Self.minions {
            let job = try job(number)
            for place in 0..<Self.minions {
                // In no order, as minions return: 377 has no factor in common with 1,000.
                next.append(outcome(of: job, job.minions[place * 377 % Self.minions]))
                if next.count == batch {
                    batches.append(next)
                    next = []
                }
            }
        }
        batches = Array(batches.prefix(total / batch))
        let begin = ContinuousClock.now
        for batch in batches { _ = try await store.commit(batch) }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        print(Int(Double(batches.count * batch) / seconds))
        try store.close()
    }

    private func job(_ number: Int) throws -> Job {
        let jid = try SampleFleet.jid(of: number)
        return Job(
            jid: jid,
            calls: Calls(FunctionName(module: "cmd", function: "run"), CallArguments(["uptime"])),
            target: .glob("*"),
            user: "root",
            minions: (1...Self.minions).compactMap { MinionNumber($0) },
            deliverBefore: jid.timestamp
        )
    }

    private func outcome(of job: Job, _ minion: MinionNumber) -> Outcome {
        // What a return of `uptime` takes on the wire; its contents do not matter to a store that does not open it.
        let body = (0..<220).map { UInt8(truncatingIfNeeded: Int(minion.rawValue) &+ $0) }
        return Outcome(jid: job.jid, minion: minion, state: .succeeded, at: job.jid.timestamp, body: body)
    }
}
