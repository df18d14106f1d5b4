/// Why an expression is no target: the place, what was expected there, and what was found.
public struct TargetError: Error, Sendable, Hashable {
    /// A place in an expression.
    public enum Place: Sendable, Hashable {
        /// The character, counted from 1.
        case column(Int)
        /// The word of a list of words, counted from 1, and the character in it.
        case word(Int, column: Int)
    }

    /// Where in the expression.
    public var place: Place
    /// The nodegroup whose expression it is; nil for the target itself.
    public var nodegroup: String?
    /// What was expected there; empty where the sentence in ``found`` says all.
    public var expected: String
    /// What was found.
    public var found: String

    /// A mistake at a place.
    public init(_ place: Place, expected: String, found: String) {
        self.place = place
        self.expected = expected
        self.found = found
    }

    init(column: Int = 1, expected: String, found: String) {
        self.init(.column(column), expected: expected, found: found)
    }

    /// The same mistake in an expression that is part of another one, from a place on.
    func moved(to start: Place) -> TargetError {
        guard case .column(let column) = place else { return self }
        var moved = self
        switch start {
        case .column(let first): moved.place = .column(first + column - 1)
        case .word(let word, let first): moved.place = .word(word, column: first + column - 1)
        }
        return moved
    }

    /// A text in quotes, cut where it is long.
    static func quoted(_ text: some StringProtocol) -> String {
        text.count <= 60 ? "'\(text)'" : "'\(text.prefix(60))…'"
    }
}

extension TargetError: CustomStringConvertible {
    /// The mistake in words.
    public var description: String {
        guard !expected.isEmpty else { return found }
        let place =
            switch place {
            case .column(let column): "column \(column)"
            case .word(let word, let column): "word \(word), column \(column)"
            }
        let whose = nodegroup.map { "nodegroup '\($0)'" } ?? "target"
        return "\(whose), \(place): expected \(expected), found \(found)"
    }
}
