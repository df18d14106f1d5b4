import BrineFormats
import MessagePack

/// Salt's `newline_values_only` format: the values of maps and lists, however deep they stand, one a line and no keys.
struct ValuesOnlyRenderer {
    /// The values, joined by newlines.
    func render(_ value: Value) -> String {
        var lines: [String] = []
        append(value, to: &lines)
        return lines.joined(separator: "\n")
    }

    private func append(_ value: Value, to lines: inout [String]) {
        switch value {
        case .map(let map):
            for entry in map.distinctEntries { append(entry.value, to: &lines) }
        case .array(let elements):
            for element in elements { append(element, to: &lines) }
        default:
            lines.append(value.plainText)
        }
    }
}
