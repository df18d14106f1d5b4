public import MessagePack

/// The way to a value inside the grains: names of map entries and places in lists.
public struct GrainPath: Sendable, Hashable {
    /// The names and places, from the outside in.
    public let steps: [String]

    /// The longest text that is taken apart, in bytes; no grain has a longer way to it.
    public static let longestText = 4_096
    /// The longest delimiter, in bytes.
    public static let longestDelimiter = 16

    /// The path that a text is; an empty delimiter leaves it whole, and so does one or a text that is longer than there are.
    public init(_ text: String, delimiter: String) {
        let isTakenApart =
            (1...Self.longestDelimiter).contains(delimiter.utf8.count) && text.utf8.count <= Self.longestText
        steps = isTakenApart ? Self.split(text, at: delimiter) : [text]
    }

    /// The path of these names and places.
    public init(steps: [String]) {
        self.steps = steps
    }

    /// The value at the path, or nil where the path leads nowhere.
    ///
    /// In a list a step is a place counted from 0; any other step goes on in the first map of the list that has it.
    public func value(in grains: ValueMap) -> Value? {
        steps.reduce(Value.map(grains)) { value, step in
            value.flatMap { Self.step(step, into: $0) }
        }
    }

    /// The value that a step leads to in another, or nil where it leads nowhere.
    package static func step(_ step: String, into value: Value) -> Value? {
        switch value {
        case .map(let map): return map[step] ?? Int64(step).flatMap { map[.int($0)] }
        case .array(let elements):
            if let place = Int(step) {
                guard elements.indices.contains(place) else { return nil }
                return elements[place]
            }
            return elements.lazy.compactMap { $0[step] }.first
        default: return nil
        }
    }

    private static func split(_ text: String, at delimiter: String) -> [String] {
        var steps: [String] = []
        var rest = Array(text.utf8)[...]
        let mark = Array(delimiter.utf8)
        var step: [UInt8] = []
        while let byte = rest.first {
            if rest.starts(with: mark) {
                steps.append(String(decoding: step, as: UTF8.self))
                step = []
                rest = rest.dropFirst(mark.count)
            } else {
                step.append(byte)
                rest = rest.dropFirst()
            }
        }
        return steps + [String(decoding: step, as: UTF8.self)]
    }
}
