import BrineClient
import BrineCore
import BrineFormats
import BrineWire
import MessagePack

/// What `jobs.watch` prints: a line for each minion that has come to an end, and one of counts; as text or as JSON.
struct WatchReport {
    let jid: JobID
    let isJSON: Bool

    /// The line of a minion: its id, its state, its result code where it returned, and when.
    func line(_ entry: JobNews.Entry) -> String {
        let retcode = retcode(entry)
        let moment = CivilTime(entry.since).isoText
        guard isJSON else {
            let code = retcode.map { "retcode \($0)" } ?? "no return"
            return "\(entry.id): \(entry.state.rawValue), \(code), \(moment)"
        }
        return json([
            "id": .string(entry.id.description),
            "state": .string(entry.state.rawValue),
            "retcode": retcode.map { .int($0) } ?? .null,
            "at": .string(moment),
        ])
    }

    /// The line of counts at a moment.
    func line(_ counts: JobCounts, at moment: Timestamp) -> String {
        // The clock may have been set back since the job began.
        let elapsed = max(moment - jid.timestamp, .zero)
        guard isJSON else { return counts.text(after: elapsed) }
        return json([
            "jid": .string(jid.description),
            "returned": .int(Int64(counts.returned)),
            "running": .int(Int64(counts[.running])),
            "pending": .int(Int64(counts[.pending])),
            "unreachable": .int(Int64(counts[.unreachable])),
            "failed": .int(Int64(counts.failed)),
            "total": .int(Int64(counts.total)),
            "elapsed": .double(elapsed.inSeconds),
        ])
    }

    /// A return that cannot be read has none.
    private func retcode(_ entry: JobNews.Entry) -> Int64? {
        entry.packet.isEmpty ? nil : try? ReturnMessage(packet: entry.packet).jobReturn.retcode
    }

    private func json(_ map: ValueMap) -> String {
        JSONRenderer(indent: nil).render(.map(map))
    }
}
