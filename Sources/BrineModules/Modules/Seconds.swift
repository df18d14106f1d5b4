internal import BrineCore
internal import MessagePack

extension BoundArguments {
    /// The longest time a call may ask for: ten years, in seconds.
    private static let longestTime = 315_360_000.0

    /// The duration that a parameter gives in seconds.
    ///
    /// - Throws: An ``ArgumentError`` where it is no number, is negative or is longer than ten years.
    func seconds(_ name: String) throws(ArgumentError) -> Duration {
        let seconds = try double(name)
        guard (0...Self.longestTime).contains(seconds) else {
            throw .wrongValue(
                parameter: name,
                expected: "a number of seconds from 0 to \(Int(Self.longestTime))",
                found: try value(name).foundText
            )
        }
        return .seconds(seconds)
    }
}
