package import MessagePack
internal import Yams

/// A file's worth of names and values in YAML.
///
/// Names stay the texts that were written, at every level: `no` and `7` are names too. Values are what ``PlainScalar``
/// makes of them. An alias stands for a copy of what it names.
package enum YAMLMap {
    /// What fits any file that people write.
    package static let usualLimits = DecodingLimits(maximumDepth: 32, maximumValueCount: 10_000)

    /// The map that a text is; an empty one where the text holds nothing, or comments alone.
    ///
    /// - Parameters:
    ///   - text: One document.
    ///   - limits: How deep and how large it may be, counted with what aliases stand for.
    /// - Returns: The names and values, in order.
    /// - Throws: ``YAMLError`` for broken YAML, for a name that stands twice in a map or is a list or a map, for
    ///   another value than a map, and beyond the limits.
    package static func read(_ text: String, limits: DecodingLimits = usualLimits) throws(YAMLError) -> ValueMap {
        guard let root = try composed(text) else { return [:] }
        var reader = NodeReader(limits)
        let value = try reader.value(of: root, depth: 0)
        guard value != .null else { return [:] }
        guard let map = value.mapValue else {
            throw YAMLError("expected names with values, as in `name: value`, found \(value.kindName)", at: root.mark)
        }
        return map
    }

    /// The tree of a text.
    ///
    /// The encoding is named since Yams, left to choose, may print a line on standard output.
    private static func composed(_ text: String) throws(YAMLError) -> Node? {
        do {
            return try Yams.compose(yaml: text, .basic, .default, .utf8)
        } catch let error as YamlError {
            throw YAMLError(error)
        } catch {
            throw YAMLError("broken YAML: \(error)", at: nil)
        }
    }
}

/// What may still be read of a tree, and how its nodes become values.
private struct NodeReader {
    private let limits: DecodingLimits
    private var valuesLeft: Int

    init(_ limits: DecodingLimits) {
        self.limits = limits
        valuesLeft = limits.maximumValueCount
    }

    mutating func value(of node: Node, depth: Int) throws(YAMLError) -> Value {
        valuesLeft -= 1
        guard valuesLeft >= 0 else {
            throw YAMLError("expected at most \(limits.maximumValueCount) values, found more", at: node.mark)
        }
        switch node {
        case .scalar(let scalar):
            return value(of: scalar)
        case .sequence(let sequence):
            try check(depth, at: node)
            var elements: [Value] = []
            for element in sequence { elements.append(try value(of: element, depth: depth + 1)) }
            return .array(elements)
        case .mapping(let mapping):
            try check(depth, at: node)
            var entries: [ValueMap.Entry] = []
            for (key, entry) in mapping {
                guard let name = key.scalar?.string else {
                    throw YAMLError("expected a name, found a list or a map as one", at: key.mark)
                }
                entries.append(ValueMap.Entry(key: .string(name), value: try value(of: entry, depth: depth + 1)))
            }
            return .map(ValueMap(entries: entries))
        case .alias:
            // Composing has put what an alias names in its place.
            return .null
        }
    }

    private func check(_ depth: Int, at node: Node) throws(YAMLError) {
        guard depth < limits.maximumDepth else {
            throw YAMLError(
                "expected at most \(limits.maximumDepth) lists and maps inside one another, found more",
                at: node.mark
            )
        }
    }

    private func value(of scalar: Node.Scalar) -> Value {
        guard scalar.style == .plain, scalar.tag.description != Tag.Name.str.rawValue else {
            return .string(scalar.string)
        }
        // No scalar at all, as after the colon of `a:`, is nothing.
        return scalar.string.isEmpty ? .null : PlainScalar.read(scalar.string)
    }
}
