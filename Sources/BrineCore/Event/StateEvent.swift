internal import MessagePack

/// A call of `state.event`: shows events as they come.
///
/// The master lists the function among its runners, and `salt-run` runs it, as it goes on and on: both read this.
public struct StateEvent: Sendable, Hashable {
    /// The function's name.
    public static let name = FunctionName(module: "state", function: "event")
    /// What it does, in one sentence.
    public static let summary = "Shows events of the master as they come, a line for each: its tag, a tab, its data."
    /// What it takes.
    public static let parameters: [Parameter] = [
        .optional("tagmatch", .text, default: "*", "A pattern on the tags of the events to show, as in 'salt/job/*'."),
        .optional("count", .integer, default: -1, "How many events to wait for; negative for no end."),
        .optional("quiet", .boolean, default: false, "Whether to wait for the events only, and show nothing."),
        .optional("pretty", .boolean, default: false, "Whether to show data in several lines, indented."),
    ]

    /// The pattern on tags.
    public let pattern: String
    /// How many events to wait for, or nil for no end.
    public let count: Int64?
    /// Whether nothing is shown.
    public let isQuiet: Bool
    /// Whether data is shown in several lines.
    public let isPretty: Bool

    /// The call that some arguments make.
    ///
    /// - Throws: What is wrong with the arguments.
    public init(_ arguments: CallArguments) throws(ArgumentError) {
        let bound = try BoundArguments(arguments, to: Self.parameters)
        pattern = try bound.string("tagmatch")
        guard pattern.utf8.count <= Glob.maximumLength else {
            throw .wrongValue(
                parameter: "tagmatch",
                expected: "a pattern of at most \(Glob.maximumLength) bytes",
                found: "one of \(pattern.utf8.count)"
            )
        }
        let number = try bound.int("count")
        count = number < 0 ? nil : number
        isQuiet = try bound.bool("quiet")
        isPretty = try bound.bool("pretty")
    }

    /// All that a user needs to call it.
    public static var documentation: String {
        CallDocumentation.text(name: name, summary: summary, parameters: parameters)
    }
}
