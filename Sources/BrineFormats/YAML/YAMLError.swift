package import Yams

/// Why a text cannot be read as YAML, and where.
package struct YAMLError: Error, Sendable, Hashable {
    /// The line, counted from 1, where there is one to name.
    package var line: Int?
    /// The column, counted from 1, where there is one to name.
    package var column: Int?
    /// What is wrong, with no place.
    package var text: String

    /// What is wrong at a place.
    init(_ text: String, at mark: Mark?) {
        self.text = text
        line = mark?.line
        column = mark?.column
    }

    /// What the parser refused.
    package init(_ error: YamlError) {
        text = "broken YAML: "
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            (line, column) = (mark.line, mark.column)
            text += context.map { "\($0.text) (from line \($0.mark.line)): \(problem)" } ?? problem
        case .reader(let problem, let offset, _, let yaml):
            if let offset { (line, column) = Self.place(of: offset, in: yaml) }
            text += problem
        case .duplicatedKeysInMapping(let keys, let context):
            (line, column) = (context.mark.line, context.mark.column)
            text = "expected each key once in a file, found twice: \(keys.map(\.printable).joined(separator: ", "))"
        default:
            text += "\(error)"
        }
    }

    /// The line and column of a character, both counted from 1.
    private static func place(of offset: Int, in text: String) -> (line: Int, column: Int) {
        let before = text.prefix(offset)
        let lineStart = before.lastIndex(where: \.isNewline).map(before.index(after:)) ?? before.startIndex
        let line = 1 + before.count(where: \.isNewline)
        return (line, 1 + before.distance(from: lineStart, to: before.endIndex))
    }
}

extension YAMLError: CustomStringConvertible {
    /// The place and what is wrong there, as in `3:5: broken YAML: …`.
    package var description: String {
        ([line, column].compactMap { $0.map(String.init) } + [" \(text)"]).joined(separator: ":")
    }
}
