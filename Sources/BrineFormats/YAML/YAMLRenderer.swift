package import MessagePack
internal import Yams

/// Block-style YAML as PyYAML's `safe_dump` writes it: keys sorted, lists as deep as their key, a text in quotes where
/// it would be read as something else.
package struct YAMLRenderer: Sendable {
    /// How many spaces each level goes in, or nil for one line in flow style.
    package let indent: Int?

    /// A renderer that goes in so many spaces at each level, 2 to 9, or that writes one line where there is no number.
    package init(indent: Int? = 2) {
        self.indent = indent
    }

    /// The document, which ends with a line end.
    package func render(_ value: Value) -> String {
        do {
            // A width below 0 is one without an end.
            return try serialize(
                node: value.yamlNode(inFlow: indent == nil),
                indent: indent ?? 0,
                width: indent == nil ? -1 : 0,
                allowUnicode: true
            )
        } catch {
            // The emitter refuses no tree that is built of scalars, lists and maps alone. Were it to, JSON is YAML too.
            return JSONRenderer(indent: nil).render(value) + "\n"
        }
    }
}

extension Value {
    /// The value as a tree that the emitter writes with no tags.
    fileprivate func yamlNode(inFlow: Bool) -> Node {
        switch self {
        case .null: Self.plain("null", .null)
        case .bool(let flag): Self.plain(flag ? "true" : "false", .bool)
        case .int(let number): Self.plain(String(number), .int)
        case .uint(let number): Self.plain(String(number), .int)
        case .double(let number): Self.plain(NumberText.yaml(number), .float)
        case .string, .binary, .extended: Self.text(plainText)
        case .array(let elements):
            .sequence(
                Node.Sequence(elements.map { $0.yamlNode(inFlow: inFlow) }, Tag(.seq), inFlow ? .flow : .block)
            )
        case .map(let map):
            .mapping(
                Node.Mapping(
                    map.sortedEntries.map { ($0.key.yamlNode(inFlow: inFlow), $0.value.yamlNode(inFlow: inFlow)) },
                    Tag(.map),
                    inFlow ? .flow : .block
                )
            )
        }
    }

    private static func plain(_ text: String, _ tag: Tag.Name) -> Node {
        .scalar(Node.Scalar(text, Tag(tag), .plain))
    }

    /// A text; the emitter itself sees which characters need quotes, but not which words do.
    private static func text(_ text: String) -> Node {
        .scalar(Node.Scalar(text, Tag(.str), readsAsOtherKind(text) ? .singleQuoted : .any))
    }

    /// Whether the text, written with no quotes, would be read as a number, a boolean, a date or nothing.
    private static func readsAsOtherKind(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: "="):
            break
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
            // Trying the rules costs far more than looking at the length, and most texts are longer than any such word.
            guard text.utf8.count <= "false".utf8.count else { return false }
        default:
            return false
        }
        return Resolver.default.resolveTag(of: .scalar(Node.Scalar(text, Tag(.implicit), .plain))) != .str
    }
}
