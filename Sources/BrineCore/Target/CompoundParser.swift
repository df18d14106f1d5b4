/// Reads compound targets: conditions joined by `and`, `or` and `not`, and parentheses, each a word of its own.
///
/// `not` binds closest, then `and`, then `or`; two conditions with nothing between them are joined by `and`. A condition is
/// a pattern on ids, or a letter, an `@` and what the letter asks for. Depth and number of conditions are counted over a
/// target with all its nodegroups.
public struct CompoundParser: Sendable {
    /// The longest text, in bytes.
    public static let maximumLength = 16_384
    /// How many conditions there may be.
    public static let maximumTerms = 1_000
    /// How many parentheses and nodegroups there may be inside one another.
    public static let maximumDepth = 32

    private let nodegroups: NodeGroups?
    private var terms = 0
    private var depth = 0
    /// The nodegroups that are being read, from the outside in.
    private var open: [String] = []
    private var words: ArraySlice<CompoundWord> = []
    private var end = TargetError.Place.column(1)

    /// A parser that knows these nodegroups; nil where it takes every name for one.
    init(_ nodegroups: NodeGroups?) {
        self.nodegroups = nodegroups
    }

    /// The expression that a text is.
    mutating func parse(_ text: String) throws(TargetError) -> TargetExpression {
        guard text.utf8.count <= Self.maximumLength else {
            throw TargetError(expected: "at most \(Self.maximumLength) bytes", found: "\(text.utf8.count)")
        }
        return try parse(CompoundWord.words(of: text), end: .column(text.count + 1))
    }

    /// The expression that a nodegroup is.
    mutating func group(_ name: String, at place: TargetError.Place) throws(TargetError) -> TargetExpression {
        guard let nodegroups else {
            try count(at: place)
            return .or([.term(.list([]))])
        }
        guard let group = nodegroups[name] else { throw nodegroups.unknown(name, at: place, in: open.last) }
        if let first = open.firstIndex(of: name) {
            let loop = (open[first...] + [name]).joined(separator: " → ")
            throw TargetError(place, expected: "nodegroups without a loop", found: loop)
        }
        let outer = (words, end)
        defer { (words, end) = outer }
        try enter(at: place)
        open.append(name)
        do {
            let expression =
                switch group {
                case .text(let text): try parse(text)
                case .words(let list): try parse(CompoundWord.words(of: list), end: .word(list.count + 1, column: 1))
                }
            open.removeLast()
            depth -= 1
            return expression
        } catch {
            var named = error
            named.nodegroup = named.nodegroup ?? name
            throw named
        }
    }

    // MARK: Operators

    private mutating func parse(_ words: [CompoundWord], end: TargetError.Place) throws(TargetError) -> TargetExpression
    {
        (self.words, self.end) = (words[...], end)
        let expression = try alternatives()
        if let word = self.words.first { throw word.error(expected: "'and', 'or', 'not' or a condition") }
        return expression
    }

    private mutating func alternatives() throws(TargetError) -> TargetExpression {
        var parts = [try conjunction()]
        while words.first?.text == "or" {
            words.removeFirst()
            parts.append(try conjunction())
        }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction() throws(TargetError) -> TargetExpression {
        var parts = [try negation()]
        while let next = words.first, next.text != "or", next.text != ")" {
            if next.text == "and" { words.removeFirst() }
            parts.append(try negation())
        }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func negation() throws(TargetError) -> TargetExpression {
        var isNegated = false
        while words.first?.text == "not" {
            words.removeFirst()
            isNegated.toggle()
        }
        let expression = try condition()
        return isNegated ? .not(expression) : expression
    }

    private mutating func condition() throws(TargetError) -> TargetExpression {
        guard let word = words.popFirst() else {
            throw TargetError(end, expected: "a condition", found: "the end")
        }
        switch word.text {
        case "and", "or", ")": throw word.error(expected: "a condition")
        case "(":
            try enter(at: word.place)
            let expression = try alternatives()
            guard words.popFirst() != nil else { throw TargetError(end, expected: "')'", found: "the end") }
            depth -= 1
            return expression
        default: return try term(word)
        }
    }

    // MARK: Conditions

    private mutating func term(_ word: CompoundWord) throws(TargetError) -> TargetExpression {
        guard let (letter, delimiter, text, offset) = word.parts else { return try plain(word) }
        let start = word.place(behind: offset)
        guard !text.isEmpty else {
            throw TargetError(start, expected: "something behind the '@'", found: "nothing")
        }
        do {
            switch letter {
            case "G": return try counted(.grain(GrainPattern(text, delimiter: delimiter ?? ":")), at: word.place)
            case "P":
                let pattern = try GrainPattern(text, delimiter: delimiter ?? ":", isRegex: true)
                return try counted(.grain(pattern), at: word.place)
            case "E": return try counted(.regex(on: text), at: word.place)
            case "L": return try counted(.list(Set(TargetTerm.ids(in: text))), at: word.place)
            case "S": return try counted(.subnet(Subnet(text)), at: word.place)
            default: break
            }
        } catch {
            throw error.moved(to: start)
        }
        return try group(text, at: start)
    }

    /// A word without a letter: a pattern on ids.
    private mutating func plain(_ word: CompoundWord) throws(TargetError) -> TargetExpression {
        if let stray = word.text.firstIndex(where: { $0 == "(" || $0 == ")" }), word.text.count > 1 {
            let offset = word.text.distance(from: word.text.startIndex, to: stray)
            throw TargetError(
                word.place(behind: offset),
                expected: "spaces around '\(word.text[stray])'",
                found: TargetError.quoted(word.text)
            )
        }
        guard !word.text.contains("@") else { throw word.error(expected: "G@, P@, E@, L@, S@, N@ or a pattern on ids") }
        do {
            return try counted(.glob(on: word.text), at: word.place)
        } catch {
            throw error.moved(to: word.place)
        }
    }

    private mutating func counted(
        _ term: TargetTerm,
        at place: TargetError.Place
    ) throws(TargetError) -> TargetExpression {
        try count(at: place)
        return .term(term)
    }

    private mutating func count(at place: TargetError.Place) throws(TargetError) {
        terms += 1
        guard terms <= Self.maximumTerms else {
            throw TargetError(place, expected: "at most \(Self.maximumTerms) conditions", found: "more")
        }
    }

    private mutating func enter(at place: TargetError.Place) throws(TargetError) {
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw TargetError(
                place,
                expected: "at most \(Self.maximumDepth) parentheses and nodegroups inside one another",
                found: "more"
            )
        }
    }
}
