/// A part of a job's minions, as an operator writes it: so many, or so many of a hundred.
public enum Share: Sendable, Hashable, CustomStringConvertible {
    /// That many minions.
    case count(Int)
    /// That many of each hundred, from 0 to 100.
    case percent(Double)

    /// The largest number that is read.
    public static let largestCount = 1_000_000

    /// Reads `10` or `10%` (also `2.5%`, six characters before the sign at the most); nil for anything else, for a number above
    /// ``largestCount`` and for more than 100 %.
    public init?(_ text: String) {
        if text.hasSuffix("%") {
            let digits = text.dropLast()
            guard digits.count <= 6, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
                let percent = Double(digits),
                (0...100).contains(percent)
            else { return nil }
            self = .percent(percent)
        } else {
            guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(text), count <= Self.largestCount
            else {
                return nil
            }
            self = .count(count)
        }
    }

    /// Whether it is nobody, of however many.
    public var isNothing: Bool { self == .count(0) || self == .percent(0) }

    /// How many minions it is of so many, rounded down.
    public func count(of total: Int) -> Int {
        switch self {
        case .count(let count): count
        case .percent(let percent): Int(Double(total) * percent / 100)
        }
    }

    /// As an operator writes it.
    public var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .percent(let percent): percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
        }
    }
}
