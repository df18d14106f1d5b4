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

    /// A number of seconds, or one of minutes, hours or days: as in 90, 90s, 10m, 2h or 1.5d.
    ///
    /// - Throws: ``OptionValueError``.
    static func seconds(_ text: String) throws -> Double {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? text : String(text.dropLast())), number.isFinite else {
            throw OptionValueError("expected a time such as 90, 90s, 10m, 2h or 1d, found '\(text)'")
        }
        return number * (unit ?? 1)
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
