internal import MessagePack

/// What is left of a target on grains behind a key: a pattern that a value must fit.
enum GrainValuePattern: Sendable {
    /// A glob, in lower case.
    case glob(Glob)
    /// A regular expression, which passes over case by itself.
    case regex(RegularExpression)
    /// No pattern: no value fits.
    case nothing

    /// Whether a value fits, as the text that Python makes of it; a list, a map and bytes never do.
    func fits(_ value: Value) throws(TooManySteps) -> Bool {
        guard let text = Self.text(of: value) else { return false }
        return switch self {
        case .glob(let glob): glob.matches(text.lowercased())
        case .regex(let expression): try expression.matches(text)
        case .nothing: false
        }
    }

    private static func text(of value: Value) -> String? {
        switch value {
        case .null: "None"
        case .bool(let flag): flag ? "True" : "False"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): text
        case .binary, .array, .map, .extended: nil
        }
    }
}
