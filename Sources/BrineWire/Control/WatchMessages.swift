package import BrineCore
package import MessagePack

/// Command to master: how does this job stand? And tell me its news from now on.
///
/// Asked again whenever nothing came for a while, it is also how a command that waits finds its job again after the
/// master was restarted.
package struct WatchRequest: WireMessage, Hashable {
    package static let kind = MessageKind.watchRequest

    /// Chosen by the sender; the answer carries it.
    package var tag: UInt64
    /// The job.
    package var jid: JobID
    /// How many outcomes the sender has.
    ///
    /// Where the master has another number, it sends them all.
    package var have: UInt64

    /// A request for a job's standing and news.
    package init(tag: UInt64, jid: JobID, have: UInt64) {
        self.tag = tag
        self.jid = jid
        self.have = have
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        jid = try fields.jid("jid")
        have = try fields.unsigned("have")
    }

    package var fields: ValueMap {
        ["tag": Value(tag), "jid": .string(jid.description), "have": Value(have)]
    }
}

/// Master to command: the minions of a job that have no outcome yet, each with its state.
package struct JobStanding: WireMessage, Hashable {
    package static let kind = MessageKind.jobStanding

    /// One minion's state in a job.
    package struct Entry: Sendable, Hashable {
        /// The minion.
        package var id: MinionID
        /// Its state.
        package var state: JobState
        /// Since when.
        package var since: Timestamp

        /// One minion's state.
        package init(id: MinionID, state: JobState, since: Timestamp) {
            self.id = id
            self.state = state
            self.since = since
        }
    }

    /// The request's tag.
    package var tag: UInt64
    /// The job.
    package var jid: JobID
    /// The minions without an outcome.
    package var waiting: [Entry]
    /// Whether the master was restarted and some of these minions have not told it yet what they have: their states may be
    /// better than they look.
    package var isResuming: Bool
    /// Whether the job will be brought to further minions, whose turn comes with no minion having to come back first.
    package var isRollingOut: Bool

    /// A job's standing.
    package init(
        tag: UInt64,
        jid: JobID,
        waiting: [Entry],
        isResuming: Bool = false,
        isRollingOut: Bool = false
    ) {
        self.tag = tag
        self.jid = jid
        self.waiting = waiting
        self.isResuming = isResuming
        self.isRollingOut = isRollingOut
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        jid = try fields.jid("jid")
        waiting = try fields.list("waiting", of: "[id, state, since]") { Entry($0) }
        isResuming = try fields.flag("resuming", default: false)
        isRollingOut = try fields.flag("rolling_out", default: false)
    }

    package var fields: ValueMap {
        var fields: ValueMap = [
            "tag": Value(tag),
            "jid": .string(jid.description),
            "waiting": .array(waiting.map(\.value)),
        ]
        if isResuming { fields["resuming"] = true }
        if isRollingOut { fields["rolling_out"] = true }
        return fields
    }
}

extension JobStanding.Entry {
    init?(_ value: Value) {
        guard let parts = value.arrayValue, parts.count >= 3, let id = parts[0].stringValue.flatMap({ MinionID($0) }),
            let state = parts[1].stringValue.flatMap(JobState.init(rawValue:)), let since = parts[2].intValue
        else { return nil }
        self.init(id: id, state: state, since: Timestamp(microseconds: since))
    }

    var value: Value {
        [.string(id.description), .string(state.rawValue), .int(since.microseconds)]
    }
}

/// Master to command: what became of a job on some of its minions.
package struct JobNews: WireMessage, Hashable {
    package static let kind = MessageKind.jobNews

    /// What became of the job on one minion.
    package struct Entry: Sendable, Hashable {
        /// The minion.
        package var id: MinionID
        /// The final state.
        package var state: JobState
        /// Since when.
        package var since: Timestamp
        /// The minion's return as the packet in which it came; empty where there is none.
        package var packet: [UInt8]

        /// One minion's outcome.
        package init(id: MinionID, state: JobState, since: Timestamp, packet: [UInt8]) {
            self.id = id
            self.state = state
            self.since = since
            self.packet = packet
        }
    }

    /// The job.
    package var jid: JobID
    /// The outcomes.
    package var outcomes: [Entry]
    /// The minions whose turn has come just now, where the job is rolled out a few at a time.
    package var started: [MinionID]

    /// News of a job.
    package init(jid: JobID, outcomes: [Entry], started: [MinionID] = []) {
        self.jid = jid
        self.outcomes = outcomes
        self.started = started
    }

    package init(fields: WireFields) throws(WireError) {
        jid = try fields.jid("jid")
        outcomes = try fields.list("outcomes", of: "[id, state, since, return]") { Entry($0) }
        started =
            try fields.optional("started") { (name) throws(WireError) in
                try fields.list(name, of: "minion ids") { $0.stringValue.flatMap { MinionID($0) } }
            } ?? []
    }

    package var fields: ValueMap {
        var fields: ValueMap = ["jid": .string(jid.description), "outcomes": .array(outcomes.map(\.value))]
        if !started.isEmpty { fields["started"] = .array(started.map { .string($0.description) }) }
        return fields
    }
}

extension JobNews.Entry {
    init?(_ value: Value) {
        guard let parts = value.arrayValue, parts.count >= 4, let standing = JobStanding.Entry(value),
            case .binary(let packet) = parts[3]
        else { return nil }
        self.init(id: standing.id, state: standing.state, since: standing.since, packet: packet)
    }

    var value: Value {
        [.string(id.description), .string(state.rawValue), .int(since.microseconds), .binary(packet)]
    }
}
