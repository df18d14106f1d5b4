import BrineCore

/// Reads the numbers of options, with Salt's words for what is none.
enum OptionNumber {
    /// A whole number.
    ///
    /// - Throws: ``OptionValueError``.
    static func integer(_ text: String) throws -> Int {
        guard let number = Int(text) else { throw OptionValueError("invalid integer value: '\(text)'") }
        return number
    }

    /// Any number.
    ///
    /// - Throws: ``OptionValueError``.
    static func number(_ text: String) throws -> Double {
        guard let number = Double(text) else { throw OptionValueError("invalid floating-point value: '\(text)'") }
        return number
    }

    /// A duration, as in 90, 90s, 10m, 2h or 1.5d.
    ///
    /// - Throws: ``OptionValueError``.
    static func duration(_ text: String) throws -> Duration {
        guard let duration = Duration(written: text) else {
            throw OptionValueError("expected a time such as 90, 90s, 10m, 2h or 1d, found '\(text)'")
        }
        return duration
    }
}

/// What an option was given is not what it takes; which option it is, the parser knows.
struct OptionValueError: Error, CustomStringConvertible {
    /// What was given, and why it will not do.
    let description: String

    /// A value that will not do.
    init(_ description: String) {
        self.description = description
    }
}
