internal import MessagePack

/// A call of `jobs.watch`: shows what becomes of a job until it waits for no minion.
///
/// The master lists the function among its runners, and `salt-run` runs it, as its answer comes bit by bit: both read this.
public struct JobsWatch: Sendable, Hashable {
    /// The function's name.
    public static let name = FunctionName(module: "jobs", function: "watch")
    /// What it does, in one sentence.
    public static let summary =
        "Shows what becomes of a job: a line for each minion as it ends, and the counts, until none is waited for."
    /// What is said of a jid that is not kept, here and by the runners that look up a job: Salt's words.
    public static let unknownJob = "Cannot contact returner or no job with this jid"
    /// What it takes.
    public static let parameters: [Parameter] = [.required("jid", .text, "The job's id, twenty digits.")]

    /// The job.
    public let jid: JobID

    /// The call that some arguments make.
    ///
    /// - Throws: What is wrong with the arguments.
    public init(_ arguments: CallArguments) throws(ArgumentError) {
        let text = try BoundArguments(arguments, to: Self.parameters).string("jid")
        guard let jid = JobID(text) else {
            throw .wrongValue(parameter: "jid", expected: "a jid of twenty digits", found: "'\(text)'")
        }
        self.jid = jid
    }

    /// All that a user needs to call it.
    public static var documentation: String {
        CallDocumentation.text(name: name, summary: summary, parameters: parameters)
    }
}
