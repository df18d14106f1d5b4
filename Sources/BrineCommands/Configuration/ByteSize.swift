/// Sizes in bytes as people write them: `16777216`, `16384K`, `16M`.
enum ByteSize {
    private static let units: [(letter: Character, bytes: Int)] = [("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10)]

    /// The size that a text names, or nil where it names none.
    ///
    /// A unit is a power of 1024 whichever way it is written: `16M`, `16m`, `16MB` and `16MiB` are the same.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard let number = Int(digits) else { return nil }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.uppercased()
        if unit.isEmpty || unit == "B" { return number }
        for (letter, bytes) in units where [String(letter), "\(letter)B", "\(letter)IB"].contains(unit) {
            let (size, overflow) = number.multipliedReportingOverflow(by: bytes)
            return overflow ? nil : size
        }
        return nil
    }

    /// The shortest text for a size, with the largest unit that leaves a whole number.
    static func text(_ bytes: Int) -> String {
        for (letter, unit) in units where bytes >= unit && bytes.isMultiple(of: unit) {
            return "\(bytes / unit)\(letter)"
        }
        return "\(bytes)"
    }
}
