import BrineCore
import MessagePack

/// Folded answers in print: people's formats have the set of minions as the label, programs' formats one list.
struct FoldReport {
    let groups: [FoldedAnswers.Group]
    let printer: AnswerPrinter

    /// Prints them.
    ///
    /// - Throws: ``ConsoleError`` where they cannot be written.
    func print() throws {
        switch printer.renderer.format {
        case .json, .yaml, .raw, .pprint:
            try printer.print(.array(groups.map(Self.entry)))
        case .nested, .txt, .newlineValuesOnly, .table, .quiet:
            for group in groups {
                try printer.print(
                    .map([.string(Self.label(group)): group.answer.value]),
                    failed: !group.answer.isSuccess
                )
            }
        }
    }

    /// `web[1-40,42],db1 (42 minions)`, with the result code where it is a failure.
    private static func label(_ group: FoldedAnswers.Group) -> String {
        let count = group.minions.count
        var words = ["\(count) \(count == 1 ? "minion" : "minions")"]
        if group.answer.isReturned, !group.answer.isSuccess {
            words.append(group.answer.retcode.map { $0 == 0 ? "failed" : "retcode \($0)" } ?? "failed")
        }
        return "\(group.minions) (\(words.joined(separator: ", ")))"
    }

    private static func entry(_ group: FoldedAnswers.Group) -> Value {
        [
            "minions": .array(group.minions.ids.map { .string($0.description) }),
            "count": .int(Int64(group.minions.count)),
            "return": group.answer.value,
            "retcode": group.answer.retcode.map { .int($0) } ?? .null,
            "state": group.answer.state.map { .string($0.rawValue) } ?? .null,
        ]
    }
}
