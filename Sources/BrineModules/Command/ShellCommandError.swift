/// Why a command could not be started.
enum ShellCommandError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The working directory is no absolute path, does not exist or cannot be entered.
    case workingDirectory(String)
    /// A text that goes to the system holds a NUL, at which the system would cut it off.
    case nul(parameter: String)
    /// The shell or the command could not be started, or its end could not be learned.
    case notStarted(String)
    /// No file for the output or the input could be made; the system's reason.
    case temporaryFile(String)

    /// The reason, in one line.
    var description: String {
        switch self {
        case .workingDirectory(let path): "Specified cwd '\(path)' either not absolute or does not exist"
        case .nul(let parameter): "\(parameter) must not hold a NUL character"
        case .notStarted(let reason): reason
        case .temporaryFile(let reason): "no temporary file can be made in TMPDIR, /var/tmp or /tmp: \(reason)"
        }
    }
}
