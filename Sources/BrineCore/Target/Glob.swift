/// A shell-like pattern, as Python's `fnmatch` reads it: `*`, `?`, `[abc]`, `[a-z]`, `[!abc]`; all else is itself.
///
/// Matching is over bytes (ids are ASCII), takes no memory and at most pattern times text steps: no pattern from outside
/// can make it run away.
public struct Glob: Sendable, Hashable {
    /// The longest pattern that is taken from outside, in bytes.
    public static let maximumLength = 1_024

    private let pattern: [UInt8]
    /// Where the last closing bracket is: one that opens near or after it never closes, which costs no search.
    private let lastClosing: Int

    /// The pattern that a text is.
    public init(_ pattern: String) {
        self.pattern = Array(pattern.utf8)
        lastClosing = self.pattern.lastIndex(of: UInt8(ascii: "]")) ?? -1
    }

    /// Whether a text has any of the characters that make it a pattern rather than a plain name.
    public static func isPattern(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
    }

    /// Whether this is the pattern `*`.
    public var matchesEverything: Bool {
        pattern == [UInt8(ascii: "*")]
    }

    /// Whether the whole text fits the pattern.
    public func matches(_ text: String) -> Bool {
        var copy = text
        return copy.withUTF8 { matches($0) }
    }

    private func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        var textPlace = 0
        // Where to go on when a character does not fit: after the last star, with that star taking one character more.
        var star: (place: Int, text: Int)?
        while textPlace < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, textPlace)
                place += 1
            } else if place < pattern.count, let next = step(at: place, text[textPlace]) {
                place = next
                textPlace += 1
            } else if let last = star {
                star = (last.place, last.text + 1)
                place = last.place + 1
                textPlace = last.text + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    /// Where the pattern goes on when the element at a place takes a byte; nil where it does not take it.
    private func step(at place: Int, _ byte: UInt8) -> Int? {
        switch pattern[place] {
        case UInt8(ascii: "?"): place + 1
        case UInt8(ascii: "["):
            if let (taken, next) = bracket(at: place, byte) {
                taken ? next : nil
            } else {
                byte == UInt8(ascii: "[") ? place + 1 : nil
            }
        case let literal: literal == byte ? place + 1 : nil
        }
    }

    /// Whether the bracket that opens at a place takes a byte, and where the pattern goes on; nil where it never closes, so
    /// that the bracket is a plain character.
    private func bracket(at place: Int, _ byte: UInt8) -> (taken: Bool, next: Int)? {
        var start = place + 1
        let negated = start < pattern.count && pattern[start] == UInt8(ascii: "!")
        if negated { start += 1 }
        // A closing bracket in the first place stands for itself.
        guard lastClosing > start, let end = pattern[(start + 1)...].firstIndex(of: UInt8(ascii: "]")) else {
            return nil
        }
        var taken = false
        var index = start
        while index < end {
            if index + 2 < end, pattern[index + 1] == UInt8(ascii: "-") {
                if pattern[index] <= byte, byte <= pattern[index + 2] { taken = true }
                index += 3
            } else {
                if pattern[index] == byte { taken = true }
                index += 1
            }
        }
        return (taken != negated, end + 1)
    }
}
