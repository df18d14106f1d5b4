internal import BrineCore
internal import BrineStore
internal import BrineWire
internal import MessagePack

/// A kept job with what became of it, as the jobs runner shows it.
struct JobReport: Sendable {
    /// What a minion returned, opened.
    struct Returned: Sendable, Hashable {
        /// The minion.
        let minion: MinionID
        /// What the function answered; a text that says so where the kept packet cannot be read.
        let value: Value
        /// The function's result code.
        let retcode: Int64
        /// Whether it succeeded.
        let success: Bool
    }

    /// The job.
    let job: Job
    /// The minions it was for, by their ids.
    let minions: [MinionID]
    /// What they returned, by their ids.
    let returns: [Returned]
    /// How the job stands on each, and since when, by their ids.
    let states: [(minion: MinionID, state: JobState, since: Timestamp)]

    /// The report of a kept job.
    ///
    /// - Parameters:
    ///   - stored: The job with its outcomes.
    ///   - standing: How it stands where it has none; there it is pending otherwise.
    ///   - roster: Who the minions are.
    init(_ stored: JobWithOutcomes, standing: [JobStanding.Entry], _ roster: Roster) {
        job = stored.job
        let ended = Dictionary(stored.outcomes.map { ($0.minion, ($0.state, $0.at)) }) { first, _ in first }
        let open = Dictionary(standing.map { ($0.id, ($0.state, $0.since)) }) { first, _ in first }
        let published = (JobState.pending, stored.job.jid.timestamp)
        states = stored.job.minions
            .compactMap { number in
                roster.id(of: number)
                    .map { id in
                        let (state, since) = ended[number] ?? open[id] ?? published
                        return (id, state, since)
                    }
            }
            .sorted { $0.minion < $1.minion }
        minions = stored.job.minions.compactMap { roster.id(of: $0) }.sorted()
        returns = stored.outcomes
            .compactMap { outcome in
                guard !outcome.body.isEmpty, let id = roster.id(of: outcome.minion) else { return nil }
                return Self.open(outcome, of: id)
            }
            .sorted { $0.minion < $1.minion }
    }

    /// The minions that have not returned, by their ids.
    var missing: [MinionID] {
        let returned = Set(returns.map(\.minion))
        return minions.filter { !returned.contains($0) }
    }

    /// The row with the minions, their results, their states and since when they are in those.
    var row: ValueMap {
        var row = JobRow.row(of: job)
        let start = row["StartTime"]
        row["StartTime"] = nil
        row["Minions"] = .array(minions.map { .string($0.description) })
        row["StartTime"] = start
        row["Result"] = .map(
            ValueMap(
                returns.map { returned in
                    let result: Value = [
                        "return": returned.value, "retcode": .int(returned.retcode), "success": .bool(returned.success),
                    ]
                    return (.string(returned.minion.description), result)
                }
            )
        )
        row["State"] = .map(
            ValueMap(states.map { (.string($0.minion.description), .string($0.state.rawValue)) })
        )
        row["Since"] = .map(
            ValueMap(
                states.map { (.string($0.minion.description), .string(CivilTime($0.since).runnerText)) }
            )
        )
        return row
    }

    private static func open(_ outcome: Outcome, of id: MinionID) -> Returned {
        do {
            let jobReturn = try ReturnMessage(packet: outcome.body).jobReturn
            return Returned(
                minion: id,
                value: jobReturn.value,
                retcode: jobReturn.retcode,
                success: outcome.state == .succeeded
            )
        } catch {
            return Returned(
                minion: id,
                value: .string("The return cannot be read: \(error)"),
                retcode: 1,
                success: false
            )
        }
    }
}
