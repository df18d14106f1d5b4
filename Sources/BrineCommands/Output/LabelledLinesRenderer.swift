import BrineFormats
import MessagePack

/// Salt's `txt` format: for a map from ids to answers, each line of an answer with its id before it.
///
/// An answer that is no text is written as Python's `str()` gives it, on one line. An empty text still has its line, so
/// that no minion that answered is missing from the output. What is no map is written with no label.
struct LabelledLinesRenderer {
    /// The lines, joined by newlines.
    func render(_ value: Value) -> String {
        guard case .map(let map) = value else { return value.plainText }
        return map.distinctEntries.flatMap(lines).joined(separator: "\n")
    }

    private func lines(of entry: ValueMap.Entry) -> [String] {
        let label = entry.key.plainText
        let lines = entry.value.plainText.printedLines
        return (lines.isEmpty ? [""] : lines).map { "\(label): \($0)" }
    }
}
