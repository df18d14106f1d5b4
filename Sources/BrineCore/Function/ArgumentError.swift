/// Why a function cannot be called with the arguments given.
///
/// The text names the parameter, what was expected and what was found.
public enum ArgumentError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Parameters that the call must give and does not.
    case missing([String])
    /// More arguments by place than the function takes.
    case tooMany(allowed: Int, found: Int)
    /// A keyword that the function does not know.
    case unknownKeyword(String)
    /// A keyword that is no text; what was found.
    case unreadableKeyword(String)
    /// An argument given by place and by name.
    case givenTwice(String)
    /// A value that the parameter does not take.
    case wrongValue(parameter: String, expected: String, found: String)

    /// The reason, in one line.
    public var description: String {
        switch self {
        case .missing(let names):
            "missing \(names.count == 1 ? "argument" : "arguments"): \(names.joined(separator: ", "))"
        case .tooMany(let allowed, let found):
            "at most \(allowed) \(allowed == 1 ? "argument" : "arguments") by place expected, found \(found)"
        case .unknownKeyword(let name): "unknown argument: \(name)"
        case .unreadableKeyword(let found): "an argument's name must be a text, found \(found)"
        case .givenTwice(let name): "\(name) is given both by place and by name"
        case .wrongValue(let parameter, let expected, let found): "\(parameter) must be \(expected), found \(found)"
        }
    }
}
