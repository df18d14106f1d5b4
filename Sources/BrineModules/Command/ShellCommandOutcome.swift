/// What came of a command.
struct ShellCommandOutcome: Sendable {
    /// The process id of the shell, or of the program where there was no shell.
    var pid: Int32
    /// The command's exit code; the signal's number, negative, where a signal ended it.
    var retcode: Int64
    /// What it wrote to standard output, and to standard error where both go to one place.
    var output: CapturedOutput
    /// What it wrote to standard error, where that goes to a place of its own.
    var error = CapturedOutput()
    /// Whether it was ended since its time was over.
    var overran: Bool
}
