import BrineFormats
import MessagePack

/// Salt's `nested` format: each key on a line with its value indented under it.
///
/// An empty text, an empty list and an empty map at the top have no line of their own.
struct NestedRenderer {
    private let palette: Palette?

    /// A renderer, coloured or not; `failed` makes keys red.
    init(color: Bool, failed: Bool) {
        palette = color ? Palette(failed: failed) : nil
    }

    /// The lines of a value, joined by newlines.
    func render(_ value: Value) -> String {
        var lines: [String] = []
        append(value, indent: 0, prefix: "", to: &lines)
        return lines.joined(separator: "\n")
    }

    private func append(_ value: Value, indent: Int, prefix: String, to lines: inout [String]) {
        switch value {
        case .null, .bool, .int, .uint, .double:
            lines.append(line(indent, palette?.scalar, prefix + value.plainText))
        case .string, .binary, .extended:
            append(text: value.plainText, indent: indent, prefix: prefix, to: &lines)
        case .array(let elements):
            append(elements, indent: indent, to: &lines)
        case .map(let map):
            append(map, indent: indent, to: &lines)
        }
    }

    private func append(text: String, indent: Int, prefix: String, to lines: inout [String]) {
        let further = String(repeating: " ", count: prefix.count)
        for (number, part) in text.printedLines.enumerated() {
            lines.append(line(indent, palette?.text, (number == 0 ? prefix : further) + part.terminalSafe))
        }
    }

    private func append(_ elements: [Value], indent: Int, to lines: inout [String]) {
        for element in elements {
            switch element {
            case .array, .map:
                lines.append(line(indent, palette?.listMark, "|_"))
                append(element, indent: indent + 2, prefix: "", to: &lines)
            default:
                append(element, indent: indent, prefix: "- ", to: &lines)
            }
        }
    }

    private func append(_ map: ValueMap, indent: Int, to lines: inout [String]) {
        if indent > 0 { lines.append(line(indent, palette?.key, "----------")) }
        for entry in map.sortedEntries {
            lines.append(line(indent, palette?.key, entry.key.plainText.terminalSafe) + ":")
            append(entry.value, indent: indent + 4, prefix: "", to: &lines)
        }
    }

    private func line(_ indent: Int, _ color: String?, _ text: String) -> String {
        let start = String(repeating: " ", count: indent)
        guard let color else { return start + text }
        return start + color + text + Palette.end
    }
}

/// The colours of the nested format, as the sequences that switch a terminal to them.
private struct Palette {
    let key: String
    let listMark: String
    let text = "\u{1b}[0;32m"
    let scalar = "\u{1b}[0;1;33m"

    static let end = "\u{1b}[0;0m"

    private static let red = "\u{1b}[0;31m"
    private static let green = "\u{1b}[0;32m"
    private static let cyan = "\u{1b}[0;36m"

    init(failed: Bool) {
        key = failed ? Self.red : Self.cyan
        listMark = failed ? Self.red : Self.green
    }
}
