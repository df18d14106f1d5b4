import Yams

/// Composes YAML in which keys may stand twice, so that every place of such a key can be named.
///
/// Yams refuses such a text and names one place only. So the key at that place is given a mark in front that makes it
/// another key, and the text is composed again, until nothing is refused. What comes out is the whole tree, in which
/// the other settings can be checked too.
struct RepeatedKeyComposer {
    /// A key that stands in one map more than once.
    struct Repetition: Hashable {
        /// The key.
        var key: String
        /// Its lines, in order.
        var lines: [Int]
    }

    /// How many repeated keys are looked for: each costs one more pass over the text.
    private static let maximumRepetitions = 100

    private let text: String
    /// A text of private characters that the file does not contain.
    private let mark: String

    init(_ text: String) {
        self.text = text
        var mark = "\u{E000}"
        while text.contains(mark) { mark += "\u{E000}" }
        self.mark = mark
    }

    /// The tree of the text, in which each repeated key but one carries a mark, or nil where there is no document.
    ///
    /// - Throws: a `YamlError` for broken YAML, or where too many keys are repeated.
    func compose() throws -> Node? {
        var marked = text
        for count in 0..<Self.maximumRepetitions {
            do {
                return try Self.compose(marked)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard let place = Self.index(of: context.mark, in: marked) else {
                    throw YamlError.duplicatedKeysInMapping(duplicates: keys, context: context)
                }
                marked.insert(contentsOf: "\(mark)\(count)\(mark)", at: place)
            }
        }
        return try Self.compose(marked)
    }

    /// The name that a key has in the file.
    func name(of key: String) -> String {
        guard key.hasPrefix(mark), let end = key.dropFirst(mark.count).firstRange(of: mark) else { return key }
        return String(key[end.upperBound...])
    }

    /// The keys of a map that stand in it more than once, by the first line of each.
    func repetitions(in mapping: Node.Mapping) -> [Repetition] {
        let places = mapping.compactMap { key, _ in
            key.scalar.map { (name: name(of: $0.string), line: key.mark?.line ?? 0) }
        }
        return Dictionary(grouping: places, by: \.name)
            .filter { $1.count > 1 }
            .map { Repetition(key: $0, lines: $1.map(\.line).sorted()) }
            .sorted { $0.lines.lexicographicallyPrecedes($1.lines) }
    }

    /// Composes with no resolver's rules: ``PlainScalar`` has its own.
    ///
    /// The encoding is named since Yams, left to choose, may print a line on standard output.
    private static func compose(_ text: String) throws -> Node? {
        try Yams.compose(yaml: text, .basic, .default, .utf8)
    }

    /// Where a key's first character stands: after the quotation mark, where there is one.
    private static func index(of mark: Mark, in text: String) -> String.Index? {
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        for _ in 1..<max(mark.line, 1) {
            guard let end = scalars[start...].firstIndex(where: isLineEnd) else { return nil }
            let next = scalars.index(after: end)
            let isPair = scalars[end] == "\r" && next < scalars.endIndex && scalars[next] == "\n"
            start = isPair ? scalars.index(after: next) : next
        }
        guard let place = scalars.index(start, offsetBy: mark.column - 1, limitedBy: scalars.endIndex),
            place < scalars.endIndex
        else { return nil }
        return scalars[place] == "\"" || scalars[place] == "'" ? scalars.index(after: place) : place
    }

    /// Whether libyaml counts a line at this character.
    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }
}
