package import MessagePack

/// JSON as Python's `json.dumps` lays it out, with text outside ASCII as it is.
///
/// Entries stand in the order in which they came. Keys that are no text become text as Python makes it: `1`, `true`,
/// `null`. Like Python it writes `NaN` and `Infinity`, which strict JSON does not know.
package struct JSONRenderer: Sendable {
    /// How many spaces each level goes in, or nil for one line.
    package let indent: Int?

    /// A renderer that goes in so many spaces at each level, or that writes one line where there is no number.
    package init(indent: Int?) {
        self.indent = indent
    }

    /// The document.
    package func render(_ value: Value) -> String {
        var text = ""
        append(value, level: 0, to: &text)
        return text
    }

    private func append(_ value: Value, level: Int, to text: inout String) {
        switch value {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .int(let number): text += String(number)
        case .uint(let number): text += String(number)
        case .double(let number): text += NumberText.json(number)
        case .string, .binary, .extended: append(quoted: value.plainText, to: &text)
        case .array(let elements):
            append(elements, between: "[", and: "]", level: level, to: &text) { element, text in
                append(element, level: level + 1, to: &text)
            }
        case .map(let map):
            append(map.distinctEntries, between: "{", and: "}", level: level, to: &text) { entry, text in
                append(quoted: keyText(of: entry.key), to: &text)
                text += ": "
                append(entry.value, level: level + 1, to: &text)
            }
        }
    }

    private func append<Item>(
        _ items: [Item],
        between opening: Character,
        and closing: Character,
        level: Int,
        to text: inout String,
        item appendItem: (Item, inout String) -> Void
    ) {
        text.append(opening)
        for (number, item) in items.enumerated() {
            if number > 0 { text += indent == nil ? ", " : "," }
            appendLineBreak(level: level + 1, to: &text)
            appendItem(item, &text)
        }
        if !items.isEmpty { appendLineBreak(level: level, to: &text) }
        text.append(closing)
    }

    private func appendLineBreak(level: Int, to text: inout String) {
        guard let indent else { return }
        text += "\n" + String(repeating: " ", count: indent * level)
    }

    private func keyText(of key: Value) -> String {
        switch key {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .double(let number): NumberText.json(number)
        default: key.plainText
        }
    }

    private func append(quoted string: String, to text: inout String) {
        text.append("\"")
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{08}": text += "\\b"
            case "\u{0c}": text += "\\f"
            case "\u{00}"..."\u{1f}": text += "\\u\(scalar.hexDigits(4))"
            default: text.unicodeScalars.append(scalar)
            }
        }
        text.append("\"")
    }
}
