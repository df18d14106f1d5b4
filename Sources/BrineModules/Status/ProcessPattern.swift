internal import BrineCore
internal import MessagePack

/// What `status.pid` looks for in command lines: a regular expression.
struct ProcessPattern {
    private let expression: Regex<AnyRegexOutput>

    /// The longest expression, in bytes.
    private static let longest = 1_024

    /// The expression that a text is.
    ///
    /// - Throws: An ``ArgumentError`` where it is none, or is too long.
    init(_ text: String) throws(ArgumentError) {
        guard text.utf8.count <= Self.longest, let expression = try? Regex(text) else {
            throw .wrongValue(
                parameter: "sig",
                expected: "a regular expression of at most \(Self.longest) bytes",
                found: Value.string(text).foundText
            )
        }
        self.expression = expression
    }

    /// The ids of the processes that it finds, in order.
    ///
    /// Neither the process that asks nor one whose command line is such a call is found: both have the expression in
    /// their command lines.
    func pids(in processes: [ProcessEntry], asking: Int32) -> [Int32] {
        processes
            .filter { process in
                process.pid != asking && !process.command.contains("status.pid")
                    && process.command.contains(expression)
            }
            .map(\.pid)
    }
}
