internal import BrineCore
internal import BrineStore
internal import BrineWire
internal import MessagePack

/// `jobs.active`: asks the minions what they run, over the bus, and joins their answers with what the master knows.
enum ActiveJobs {
    /// What one job is doing, collected from both sides.
    private struct Collected {
        var row: ValueMap
        var running: [(minion: String, pid: Value)] = []
        var queued: [String] = []
        var returned: [String] = []
        var pending: [String] = []
        var unreachable: [String] = []
        /// Where it has ended with no return: the minions by the state that says why.
        var verdicts: [JobState: [String]] = [:]
    }

    /// The active jobs.
    ///
    /// Answers within `gather_job_timeout`; minions known to be away are not waited for.
    static func collect(_ context: RunnerContext) async throws -> Value {
        let minions = try await context.coordinator.connectedMinions()
        let answers = await context.coordinator.ask(
            FunctionName(module: "saltutil", function: "running"),
            CallArguments(),
            of: minions,
            for: context.gatherJobTimeout
        )
        var jobs: [JobID: Collected] = [:]
        for (minion, packet) in answers {
            try await add(packet, from: minion, to: &jobs, context)
        }
        for live in await context.coordinator.liveJobs() {
            try await add(live, to: &jobs, context)
        }
        return .map(
            ValueMap(jobs.sorted { $0.key < $1.key }.map { (.string($0.key.description), .map(row(of: $0.value))) })
        )
    }

    /// Adds what a minion says it runs.
    private static func add(
        _ packet: [UInt8],
        from minion: MinionNumber,
        to jobs: inout [JobID: Collected],
        _ context: RunnerContext
    ) async throws {
        guard let id = context.roster.id(of: minion),
            let rows = try? ReturnMessage(packet: packet).jobReturn.value.arrayValue
        else { return }
        for record in rows.compactMap(\.mapValue) {
            guard let jid = record["jid"]?.stringValue.flatMap({ JobID($0) }) else { continue }
            if jobs[jid] == nil {
                let known = try await context.store.job(jid)
                jobs[jid] = Collected(
                    row: known.map { JobRow.row(of: $0.job) } ?? JobRow.row(ofRunning: record, jid: jid)
                )
            }
            if record["queued"] == .bool(true) {
                jobs[jid]?.queued.append(id.description)
            } else {
                jobs[jid]?.running.append((id.description, record["pid"] ?? .null))
            }
        }
    }

    /// Adds what the master knows of a job: who has returned, and who neither has nor says that it runs it.
    private static func add(
        _ live: LiveJob,
        to jobs: inout [JobID: Collected],
        _ context: RunnerContext
    ) async throws {
        let jid = live.job.jid
        var collected = jobs[jid] ?? Collected(row: JobRow.row(of: live.job))
        let running = Set(collected.running.map(\.minion) + collected.queued)
        for minion in live.job.minions {
            guard let id = context.roster.id(of: minion)?.description, !running.contains(id) else { continue }
            switch live.waiting[minion]?.state {
            case .pending: collected.pending.append(id)
            case .unreachable: collected.unreachable.append(id)
            case .running: collected.running.append((id, .null))
            default:
                if let verdict = live.verdicts[minion] {
                    collected.verdicts[verdict, default: []].append(id)
                } else {
                    collected.returned.append(id)
                }
            }
        }
        jobs[jid] = collected
    }

    private static func row(of job: Collected) -> ValueMap {
        var row = job.row
        row["Running"] = .array(
            job.running.sorted { $0.minion < $1.minion }.map { .map([.string($0.minion): $0.pid]) }
        )
        row["Returned"] = .array(job.returned.sorted().map { .string($0) })
        if !job.queued.isEmpty { row["Queued"] = .array(job.queued.sorted().map { .string($0) }) }
        if !job.pending.isEmpty { row["Pending"] = .array(job.pending.sorted().map { .string($0) }) }
        for (state, minions) in job.verdicts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            row[state.rawValue.capitalizedWord] = .array(minions.sorted().map { .string($0) })
        }
        if !job.unreachable.isEmpty { row["Unreachable"] = .array(job.unreachable.sorted().map { .string($0) }) }
        return row
    }
}

extension String {
    /// The text with its first letter as a capital.
    fileprivate var capitalizedWord: String {
        prefix(1).uppercased() + dropFirst()
    }
}
