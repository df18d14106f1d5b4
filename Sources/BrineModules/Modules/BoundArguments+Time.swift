internal import BrineCore
internal import MessagePack

extension BoundArguments {
    /// The longest time a call may ask for: ten years, in seconds.
    private static let longestTime: Int64 = 315_360_000

    /// The duration that a parameter gives in seconds.
    ///
    /// - Throws: An ``ArgumentError`` where it is no number, is negative or is longer than ten years.
    func seconds(_ name: String) throws(ArgumentError) -> Duration {
        try time(name, in: 1, called: "seconds")
    }

    /// The duration that a parameter gives in hours.
    ///
    /// - Throws: An ``ArgumentError`` where it is no number, is negative or is longer than ten years.
    func hours(_ name: String) throws(ArgumentError) -> Duration {
        try time(name, in: 3_600, called: "hours")
    }

    private func time(_ name: String, in unit: Int64, called units: String) throws(ArgumentError) -> Duration {
        let number = try double(name)
        let longest = Self.longestTime / unit
        guard (0...Double(longest)).contains(number) else {
            throw .wrongValue(
                parameter: name,
                expected: "a number of \(units) from 0 to \(longest)",
                found: try value(name).foundText
            )
        }
        return .seconds(number * Double(unit))
    }
}
