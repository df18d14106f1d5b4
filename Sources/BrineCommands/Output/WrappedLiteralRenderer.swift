import BrineFormats
import MessagePack

/// A Python literal as `pprint` lays it out: entries sorted, lists and maps broken over lines where they do not fit.
///
/// Unlike Python it never breaks a text into several literals, so that a text can be copied out whole.
struct WrappedLiteralRenderer {
    private let width = 80

    /// The literal, on one line where it fits in 80 columns.
    func render(_ value: Value) -> String {
        var text = ""
        append(value, column: 0, trailing: 0, to: &text)
        return text
    }

    /// Appends a value that starts at a column and is followed by some characters that close what it stands in.
    private func append(_ value: Value, column: Int, trailing: Int, to text: inout String) {
        let literal = PythonLiteral.text(of: value, sorted: true)
        guard literal.unicodeScalars.count > width - column - trailing else {
            text += literal
            return
        }
        switch value {
        case .array(let elements) where !elements.isEmpty:
            text += "["
            appendLines(elements, column: column + 1, trailing: trailing + 1, to: &text) { _ in
                ""
            } value: {
                $0
            }
            text += "]"
        case .map(let map) where !map.isEmpty:
            text += "{"
            appendLines(map.sortedEntries, column: column + 1, trailing: trailing + 1, to: &text) { entry in
                PythonLiteral.text(of: entry.key, sorted: true) + ": "
            } value: {
                $0.value
            }
            text += "}"
        default:
            text += literal
        }
    }

    private func appendLines<Item>(
        _ items: [Item],
        column: Int,
        trailing: Int,
        to text: inout String,
        label: (Item) -> String,
        value: (Item) -> Value
    ) {
        for (number, item) in items.enumerated() {
            let start = label(item)
            text += start
            append(
                value(item),
                column: column + start.unicodeScalars.count,
                trailing: number == items.count - 1 ? trailing : 1,
                to: &text
            )
            if number < items.count - 1 { text += ",\n" + String(repeating: " ", count: column) }
        }
    }
}
