package import BrineCore
package import MessagePack

/// Command to master: which jobs are the newest? Asked while somebody types a jid.
///
/// A kind of its own and no runner call, which would be a job itself, and in the log.
package struct NewestJobsRequest: WireMessage, Hashable {
    package static let kind = MessageKind.newestJobsRequest

    /// Chosen by the sender; the answer carries it.
    package var tag: UInt64

    /// A question about the newest jobs.
    package init(tag: UInt64) {
        self.tag = tag
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
    }

    package var fields: ValueMap {
        ["tag": Value(tag)]
    }
}

/// Master to command: these jobs are the newest.
package struct NewestJobsAnswer: WireMessage, Hashable {
    package static let kind = MessageKind.newestJobsAnswer

    /// How many jobs a master tells at the most.
    package static let limit = 100
    /// How many characters of a target a master tells at the most.
    package static let longestTarget = 60

    /// A job, as far as people need to know it again.
    package struct Entry: Sendable, Hashable {
        /// Its id.
        package var jid: JobID
        /// What it runs.
        package var function: String
        /// Whom it is for: the beginning of its target.
        package var target: String

        /// A job, as far as people need to know it again.
        package init(_ job: Job) {
            jid = job.jid
            function = job.calls.description
            let parts = job.target.expressionValue.arrayValue ?? [job.target.expressionValue]
            target = String(parts.compactMap(\.stringValue).joined(separator: ",").prefix(longestTarget))
        }
    }

    /// The request's tag.
    package var tag: UInt64
    /// The jobs, the newest first.
    package var jobs: [Entry]

    /// An answer to a question about the newest jobs.
    package init(tag: UInt64, jobs: [Entry]) {
        self.tag = tag
        self.jobs = jobs
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        jobs = try fields.list("jobs", of: "[jid, function, target]") { Entry($0) }
    }

    package var fields: ValueMap {
        ["tag": Value(tag), "jobs": .array(jobs.map(\.value))]
    }
}

extension NewestJobsAnswer.Entry {
    init?(_ value: Value) {
        guard let parts = value.arrayValue, parts.count >= 3, let jid = parts[0].stringValue.flatMap(JobID.init),
            let function = parts[1].stringValue, let target = parts[2].stringValue
        else { return nil }
        self.jid = jid
        self.function = function
        self.target = target
    }

    var value: Value {
        [.string(jid.description), .string(function), .string(target)]
    }
}
