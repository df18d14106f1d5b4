internal import BrineCore

extension BoundArguments {
    /// The integer that a parameter gives, where it lies in a range.
    ///
    /// - Throws: An ``ArgumentError`` that names the range where it is none or lies outside.
    func int(_ name: String, in range: ClosedRange<Int64>) throws(ArgumentError) -> Int64 {
        let number = try int(name)
        guard range.contains(number) else {
            throw .wrongValue(
                parameter: name,
                expected: "an integer from \(range.lowerBound) to \(range.upperBound)",
                found: try value(name).foundText
            )
        }
        return number
    }
}
