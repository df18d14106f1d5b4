public import MessagePack

/// A condition on a minion's grains: the way to a grain, and a pattern that its value must fit.
///
/// Texts are compared without regard to case, as Salt does. Numbers and booleans are compared as texts. Of a list one member
/// must fit; of a map one key must be the pattern itself, or lead on. A key of `*` stands for every key of its map. Where
/// keys or values hold the delimiter themselves, the longest key that is there counts first.
public struct GrainPattern: Sendable {
    /// The longest expression that is taken from outside, in bytes.
    public static let maximumLength = 1_024
    /// The longest delimiter, in bytes.
    public static let longestDelimiter = 16
    /// How many places of the grains one match may look at.
    public static let maximumSteps = 10_000

    private let steps: [String]
    private let delimiter: String
    /// What is left of the expression from each step on, ready to be compared with a value.
    private let patterns: [GrainValuePattern]

    /// The condition that a text is: `os:Debian`, `ip_interfaces:eth0:10.*`.
    ///
    /// - Parameters:
    ///   - text: A key, or several, and the pattern, with the delimiter between them.
    ///   - delimiter: What stands between them.
    ///   - isRegex: Whether the pattern is a regular expression rather than a glob.
    /// - Throws: ``TargetError`` where there is no delimiter in it, or its pattern is no regular expression.
    public init(_ text: String, delimiter: String = ":", isRegex: Bool = false) throws(TargetError) {
        guard text.utf8.count <= Self.maximumLength else {
            throw TargetError(expected: "at most \(Self.maximumLength) bytes", found: "\(text.utf8.count)")
        }
        guard (1...Self.longestDelimiter).contains(delimiter.utf8.count) else {
            throw TargetError(
                expected: "a delimiter of 1 to \(Self.longestDelimiter) bytes",
                found: "\(delimiter.utf8.count)"
            )
        }
        steps = GrainPath(text, delimiter: delimiter).steps
        self.delimiter = delimiter
        guard steps.count > 1, steps[0] != "" else {
            throw TargetError(expected: "grain\(delimiter)value", found: TargetError.quoted(text))
        }
        var patterns: [GrainValuePattern] = [.nothing]
        for start in steps.indices.dropFirst() {
            let rest = steps[start...].joined(separator: delimiter)
            if !isRegex {
                patterns.append(.glob(Glob(rest.lowercased())))
            } else if let expression = try Self.expression(rest, behind: steps[..<start], delimiter) {
                patterns.append(.regex(expression))
            } else {
                patterns.append(.nothing)
            }
        }
        self.patterns = patterns
    }

    /// The regular expression behind a key; nil where the key is of several steps: the delimiter may stand within the
    /// expression, and what is left of it there need be none.
    private static func expression(
        _ text: String,
        behind key: ArraySlice<String>,
        _ delimiter: String
    ) throws(TargetError) -> RegularExpression? {
        do {
            return try RegularExpression(text, ignoresCase: true)
        } catch {
            guard key.count == 1 else { return nil }
            let before = key.joined().count + delimiter.count
            throw TargetError(column: before + error.column, expected: "a regular expression", found: error.reason)
        }
    }

    /// Whether grains fulfil the condition.
    ///
    /// - Throws: ``TooManySteps`` where that cannot be found out within the limits.
    public func matches(_ grains: ValueMap) throws(TooManySteps) -> Bool {
        var left = Self.maximumSteps
        return try matches(grains, from: 0, &left)
    }

    /// Whether a key in a map, made of some of the steps, leads to a value that the rest fits; the longest key first.
    private func matches(_ map: ValueMap, from start: Int, _ left: inout Int) throws(TooManySteps) -> Bool {
        for end in stride(from: steps.count - 1, to: start, by: -1) {
            try take(&left)
            let key = steps[start..<end]
            if key.count == 1, key.first == "*" {
                if try fits(map, from: start, &left) { return true }
            } else {
                for value in values(at: key, in: map) where try fits(value, from: end, &left) { return true }
            }
        }
        return false
    }

    /// What stands under a key that holds the delimiter itself, and what the key leads to as a path.
    private func values(at key: ArraySlice<String>, in map: ValueMap) -> [Value] {
        let whole = key.count > 1 ? map[key.joined(separator: delimiter)] : nil
        return [whole, GrainPath(steps: Array(key)).value(in: map)].compactMap(\.self)
    }

    private func fits(_ value: Value, from start: Int, _ left: inout Int) throws(TooManySteps) -> Bool {
        switch value {
        case .map(let map): return try fits(map, from: start, &left)
        case .array(let members):
            for member in members {
                try take(&left)
                if case .map(let map) = member {
                    if try leads(map, from: start, &left) { return true }
                } else if try patterns[start].fits(member) {
                    return true
                }
            }
            return false
        default: return try patterns[start].fits(value)
        }
    }

    /// Whether a map has what is left of the expression as a key; behind a `*`, whether any of its values fits.
    private func fits(_ map: ValueMap, from start: Int, _ left: inout Int) throws(TooManySteps) -> Bool {
        try take(&left)
        let isWild = steps[start] == "*"
        guard isWild else { return has(map, from: start) }
        let rest = start + 1
        // A lone star asks for no more than that the key before it is there.
        guard rest < steps.count else { return true }
        if steps[rest...] == ["*"] || has(map, from: rest) { return true }
        if try matches(map, from: rest, &left) { return true }
        for entry in map.entries {
            try take(&left)
            switch entry.value {
            case .map(let inner): if try leads(inner, from: rest, &left) { return true }
            case .array(let members):
                for member in members {
                    try take(&left)
                    if try patterns[rest].fits(member) { return true }
                }
            default: if try patterns[rest].fits(entry.value) { return true }
            }
        }
        return false
    }

    /// Whether a map that no key of the expression led to fits, or leads on.
    private func leads(_ map: ValueMap, from start: Int, _ left: inout Int) throws(TooManySteps) -> Bool {
        if try fits(map, from: start, &left) { return true }
        return try matches(map, from: start, &left)
    }

    private func has(_ map: ValueMap, from start: Int) -> Bool {
        map[steps[start...].joined(separator: delimiter)] != nil
    }

    private func take(_ left: inout Int) throws(TooManySteps) {
        left -= 1
        guard left >= 0 else { throw TooManySteps() }
    }
}
