internal import BrineCore
internal import Glibc

/// A moment in the machine's own time zone.
struct LocalTime {
    private var parts: tm
    private let microseconds: Int64

    /// The longest text that is written, in bytes.
    private static let longest = 4_096

    /// The moment, or nil where the system cannot say what time that is.
    init?(_ moment: Timestamp) {
        microseconds = moment.microseconds % 1_000_000
        var seconds = time_t(moment.microseconds / 1_000_000)
        parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return nil }
    }

    /// The moment in the words of a format of `strftime`, and `%f` for the six digits of its microseconds as Python has it; nil
    /// where it or the text would be longer than 4 KiB, or there is a NUL in it.
    func text(_ format: String) -> String? {
        guard format.utf8.count <= Self.longest, !format.utf8.contains(0) else { return nil }
        let format = withMicroseconds(format)
        var parts = parts
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.longest + 2) { room in
            // An empty text and one that is too long are the same answer, 0, so no text may be empty.
            guard let start = room.baseAddress, strftime(start, room.count, format + " ", &parts) > 0 else {
                return nil
            }
            return String(String(cString: start).dropLast())
        }
    }

    private func withMicroseconds(_ format: String) -> String {
        var text = ""
        var isDirective = false
        for character in format {
            if isDirective, character == "f" {
                text.removeLast()
                let digits = String(microseconds)
                text += String(repeating: "0", count: max(0, 6 - digits.count)) + digits
                isDirective = false
                continue
            }
            isDirective = !isDirective && character == "%"
            text.append(character)
        }
        return text
    }

    /// The name of the time zone, as in `UTC`, `CET`.
    var zone: String? {
        parts.tm_zone.map { String(cString: $0) }
    }
}
