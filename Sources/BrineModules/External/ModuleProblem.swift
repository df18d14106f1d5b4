/// Why an executable cannot serve as a module, or did not do what a module does.
///
/// The text names the file or the function, what was expected and what was found.
public enum ModuleProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file lacks the permission to be run.
    case notExecutable(path: String)
    /// The file or a folder of it belongs to somebody who could have a minion run anything.
    case foreignOwner(path: String, user: UInt32)
    /// The file or a folder of it can be changed by others; the permissions it has.
    case writable(path: String, mode: UInt32)
    /// The file cannot be examined; the system's reason.
    case unreadable(path: String, reason: String)
    /// The system would not start it; why.
    case notStarted(path: String, reason: String)
    /// What was called took longer than it may.
    case overran(call: String, limit: Duration)
    /// What was called printed more than it may.
    case tooLong(call: String, limit: Int)
    /// What was called failed by itself: how it ended, and what it had to say.
    case failed(call: String, how: String)
    /// What was called printed something else than it should.
    case wrongOutput(call: String, expected: String, found: String)
    /// The description has a wrong field.
    case wrongDescription(path: String, reason: String)
    /// There is a built-in module of the same name, which goes first.
    case builtIn(path: String)

    /// The reason, in one line, or in several where the executable has said something itself.
    public var description: String {
        switch self {
        case .notExecutable(let path): "\(path) is not executable: chmod +x \(path)"
        case .foreignOwner(let path, let user):
            "\(path) must belong to root or to the minion's own user, since it runs with the minion's rights; "
                + "it belongs to user \(user)"
        case .writable(let path, let mode):
            "\(path) must not be writable for others, since it runs with the minion's rights; its mode is "
                + "\(String(mode, radix: 8)): chmod go-w \(path)"
        case .unreadable(let path, let reason): "\(path) cannot be examined: \(reason)"
        case .notStarted(let path, let reason): "\(path) cannot be started: \(reason)"
        case .overran(let call, let limit): "\(call) did not end within \(limit.components.seconds) seconds"
        case .tooLong(let call, let limit): "\(call) must print at most \(limit) bytes, and printed more"
        case .failed(let call, let how): "\(call) \(how)"
        case .wrongOutput(let call, let expected, let found): "\(call) must print \(expected), found \(found)"
        case .wrongDescription(let path, let reason): "\(path) --describe: \(reason)"
        case .builtIn(let path): "the module is built in, and \(path) is not used"
        }
    }
}
