package import BrineCore
package import MessagePack

/// Command to master: tell me in numbers how far this job is.
///
/// It is asked each second while somebody looks on, so its answer has numbers alone and never grows with the job.
package struct ProgressRequest: WireMessage, Hashable {
    package static let kind = MessageKind.progressRequest

    /// Chosen by the sender; the answer carries it.
    package var tag: UInt64
    /// The job.
    package var jid: JobID

    /// A request for a job's numbers.
    package init(tag: UInt64, jid: JobID) {
        self.tag = tag
        self.jid = jid
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        jid = try fields.jid("jid")
    }

    package var fields: ValueMap {
        ["tag": Value(tag), "jid": .string(jid.description)]
    }
}

/// Master to command: how many minions without an outcome a job has in each state.
package struct JobProgress: WireMessage, Hashable {
    package static let kind = MessageKind.jobProgress

    /// The request's tag.
    package var tag: UInt64
    /// The job.
    package var jid: JobID
    /// How many minions stand in a state; a state that is missing has none, and so has a job that has ended or is unknown.
    package var counts: [JobState: Int]

    /// A job's numbers.
    package init(tag: UInt64, jid: JobID, counts: [JobState: Int]) {
        self.tag = tag
        self.jid = jid
        self.counts = counts
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        jid = try fields.jid("jid")
        counts = [:]
        for entry in try fields.map("counts").entries {
            // A state of a newer master is nothing that a line could show.
            guard let state = entry.key.stringValue.flatMap(JobState.init(rawValue:)) else { continue }
            guard let count = entry.value.uintValue.flatMap(Int.init(exactly:)) else {
                throw .wrongField("counts", expected: "numbers from 0", found: entry.value.kindName)
            }
            counts[state] = count
        }
    }

    package var fields: ValueMap {
        let known = JobState.allCases.filter { counts[$0] != nil }
        return [
            "tag": Value(tag),
            "jid": .string(jid.description),
            "counts": .map(ValueMap(known.map { (.string($0.rawValue), .int(Int64(counts[$0] ?? 0))) })),
        ]
    }
}
