package import MessagePack
internal import Yams

/// Values read from YAML.
package enum YAMLValue {
    /// The value of a flow list, a flow map or a text in quotes; nil where the text is none of the three, is no complete
    /// YAML, or is more than plain data.
    package static func readFlow(_ text: String) -> Value? {
        guard FlowSurvey.isPlainData(text), let value = read(text) else { return nil }
        // `[1]: a` and `'a': b` begin as a list and a text and are block maps.
        return switch (text.utf8.first, value) {
        case (UInt8(ascii: "["), .array), (UInt8(ascii: "{"), .map), (UInt8(ascii: "'"), .string),
            (UInt8(ascii: "\""), .string):
            value
        default: nil
        }
    }

    /// The value of a whole document, or nil where it is no YAML or a key in it is a list or a map.
    package static func read(_ document: String) -> Value? {
        guard let node = try? compose(yaml: document) else { return nil }
        return value(of: node)
    }

    private static func value(of node: Node) -> Value? {
        switch node {
        case .scalar(let scalar):
            return value(of: scalar)
        case .sequence(let sequence):
            let elements = sequence.compactMap(value)
            return elements.count == sequence.count ? .array(elements) : nil
        case .mapping(let mapping):
            let pairs = mapping.compactMap(pair)
            return pairs.count == mapping.count ? .map(ValueMap(pairs)) : nil
        case .alias:
            return nil
        }
    }

    /// A key with its value; nil where the key is a list or a map, which no argument needs and Python refuses too.
    private static func pair(of entry: (key: Node, value: Node)) -> (Value, Value)? {
        guard case .scalar(let key) = entry.key, let value = value(of: entry.value) else { return nil }
        return (Self.value(of: key), value)
    }

    private static func value(of scalar: Node.Scalar) -> Value {
        guard scalar.style == .plain else { return .string(scalar.string) }
        // No scalar at all, as after the colon in `{a: }`, is nothing.
        return scalar.string.isEmpty ? .null : PlainScalar.read(scalar.string)
    }
}
