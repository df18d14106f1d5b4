/// Numbers as people write many of them: `7` alone, `[1-40,42]` together.
enum NumberRanges {
    /// The text of some numbers, each there once and of at most 18 digits.
    ///
    /// A range counts on in as many digits as its first number has, and in more where that does not suffice: `[98-101]`,
    /// `[008-010]`.
    static func text(of numbers: [String]) -> String {
        let ranges = ranges(of: numbers)
        if ranges.count == 1, let only = ranges.first, only.first == only.last { return only.first }
        return "[\(ranges.map { $0.first == $0.last ? $0.first : "\($0.first)-\($0.last)" }.joined(separator: ","))]"
    }

    private static func ranges(of numbers: [String]) -> [(first: String, last: String)] {
        var ranges: [(first: String, last: String)] = []
        // Which range goes on with a number: `10` may be what follows 9, and what follows 09.
        var places: [String: Int] = [:]
        let ordered = numbers.map { (value: Int($0) ?? 0, text: $0) }
            .sorted { $0.value != $1.value ? $0.value < $1.value : $0.text.utf8.count < $1.text.utf8.count }
        for (value, text) in ordered {
            let place = places[text] ?? ranges.count
            if place == ranges.count { ranges.append((text, text)) }
            ranges[place].last = text
            places[next(after: value, digits: ranges[place].first.utf8.count)] = place
        }
        return ranges
    }

    private static func next(after value: Int, digits: Int) -> String {
        let text = String(value + 1)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
