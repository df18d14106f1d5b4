/// The known key that a misspelt one was probably meant to be.
enum NearestKey {
    /// The nearest of the known keys, or nil where none is close: within a third of its length, and three slips.
    ///
    /// A slip is a letter too many, too few or wrong, or two letters in each other's place.
    static func to(_ key: String, among known: [String]) -> String? {
        let typed = key.lowercased().replacing("-", with: "_")
        // No key is near a longer one, and the time grows with the square of the length.
        guard typed.utf8.count <= 64 else { return nil }
        let distances = known.map { (key: $0, slips: slips(from: Array(typed.utf8), to: Array($0.utf8))) }
        guard let nearest = distances.min(by: { $0.slips < $1.slips }) else { return nil }
        return nearest.slips <= min(3, nearest.key.utf8.count / 3) ? nearest.key : nil
    }

    private static func slips(from typed: [UInt8], to known: [UInt8]) -> Int {
        guard !typed.isEmpty, !known.isEmpty else { return max(typed.count, known.count) }
        var beforeLast: [Int] = []
        var last = Array(0...known.count)
        for row in 1...typed.count {
            var current = [row]
            for column in 1...known.count {
                let isSame = typed[row - 1] == known[column - 1]
                var best = min(last[column - 1] + (isSame ? 0 : 1), last[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, typed[row - 1] == known[column - 2], typed[row - 2] == known[column - 1] {
                    best = min(best, beforeLast[column - 2] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[known.count]
    }
}
