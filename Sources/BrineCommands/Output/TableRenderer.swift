import BrineFormats
import MessagePack

/// A table: a list of maps, or a map whose values are maps, has a row for each and a column for each of their keys.
///
/// A map from minions to such lists has one table for each minion. What has no rows is printed in the nested format.
struct TableRenderer {
    /// The lines, joined by newlines.
    func render(_ value: Value) -> String {
        if let rows = rows(of: value) { return table(rows).joined(separator: "\n") }
        guard case .map(let map) = value, map.entries.contains(where: { rows(of: $0.value) != nil }) else {
            return NestedRenderer(color: false, failed: false).render(value)
        }
        return map.sortedEntries
            .map { entry in
                let title = "\(entry.key.plainText.terminalSafe):"
                let body = rows(of: entry.value).map(table) ?? nestedLines(of: entry.value)
                return ([title] + body.map { "    \($0)" }).joined(separator: "\n")
            }
            .joined(separator: "\n")
    }

    private func nestedLines(of value: Value) -> [String] {
        NestedRenderer(color: false, failed: false).render(value).split(separator: "\n").map(String.init)
    }

    /// The rows that a value holds, or nil where not all it holds are maps.
    private func rows(of value: Value) -> [ValueMap]? {
        switch value {
        case .array(let elements):
            let rows = elements.compactMap(\.mapValue)
            return rows.isEmpty || rows.count < elements.count ? nil : rows
        case .map(let map):
            let rows = map.sortedEntries.compactMap { entry in
                entry.value.mapValue.map { row in
                    ValueMap(entries: [ValueMap.Entry(key: "", value: entry.key)] + row.entries)
                }
            }
            return rows.isEmpty || rows.count < map.distinctEntries.count ? nil : rows
        default:
            return nil
        }
    }

    private func table(_ rows: [ValueMap]) -> [String] {
        let keys = ValueMap(entries: rows.flatMap(\.entries)).distinctEntries.map(\.key)
        let header = keys.map(cell)
        let body = rows.map { row in keys.map { row[$0].map(cell) ?? "" } }
        let widths = keys.indices.map { column in
            ([header] + body).map { $0[column].count }.max() ?? 0
        }
        let rule = "-" + widths.map { String(repeating: "-", count: $0 + 3) }.joined()
        return [rule, line(header, widths), rule] + body.map { line($0, widths) } + [rule]
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
        return "| " + padded.joined(separator: " | ") + " |"
    }

    /// A value in one line.
    private func cell(_ value: Value) -> String {
        value.plainText.printedLines.joined(separator: " ").terminalSafe
    }
}
