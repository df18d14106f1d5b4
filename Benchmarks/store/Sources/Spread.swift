/// The median, the least and the most of some times.
struct Spread {
    private let milliseconds: [Double]

    /// The spread of times, of which there is one at the least.
    init(_ times: [Duration]) {
        milliseconds = times.map { $0 / .milliseconds(1) }.sorted()
    }

    /// One line of a table.
    func line(_ name: String, note: String) -> String {
        let middle = milliseconds.count / 2
        let median =
            milliseconds.count % 2 == 1 ? milliseconds[middle] : (milliseconds[middle - 1] + milliseconds[middle]) / 2
        return "\(name + String(repeating: " ", count: max(1, 38 - name.count)))"
            + "median \(Self.text(median)) ms   least \(Self.text(milliseconds.first ?? 0)) ms   "
            + "most \(Self.text(milliseconds.last ?? 0)) ms   \(note)"
    }

    private static func text(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let text = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }
}
