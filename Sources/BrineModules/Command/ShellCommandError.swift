/// Why a command could not be run.
enum ShellCommandError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The working directory is no absolute path, does not exist or cannot be entered.
    case workingDirectory(String)
    /// A text that goes to the system holds a NUL, at which the system would cut it off.
    case nul(parameter: String)
    /// A variable's name is empty or holds a `=`.
    case variable(String)
    /// The shell is no file that may be executed.
    case shell(String)
    /// No program of a name is in the folders of a `PATH`.
    case program(String, path: String)
    /// The system has no user of that name.
    case unknownUser(String)
    /// The system has no group of that name.
    case unknownGroup(String)
    /// Only root may run something as another user.
    case needsRoot(user: String)
    /// The command could not be started, or its end could not be learned.
    case notStarted(String)
    /// No file for the output, the input or a script could be made; the system's reason.
    case temporaryFile(String)
    /// A script could not be read; the system's reason.
    case script(String, reason: String)

    /// The reason, in one line.
    var description: String {
        switch self {
        case .workingDirectory(let path): "Specified cwd '\(path)' either not absolute or does not exist"
        case .nul(let parameter): "\(parameter) must not hold a NUL character"
        case .variable(let name): "env must have names without =, found '\(name)'"
        case .shell(let shell): "The shell \(shell) is not available"
        case .program(let name, let path): "Unable to run command '\(name)': there is none in PATH (\(path))"
        case .unknownUser(let name): "User '\(name)' is not available"
        case .unknownGroup(let name): "Group '\(name)' is not available"
        case .needsRoot(let user): "a command can be run as user '\(user)' by root only"
        case .notStarted(let reason): reason
        case .temporaryFile(let reason): "no temporary file can be made in TMPDIR, /var/tmp or /tmp: \(reason)"
        case .script(let path, let reason): "the script \(path) cannot be read: \(reason)"
        }
    }
}
