internal import SystemPackage

/// A command for a shell, with all that it starts with.
struct ShellCommand: Sendable {
    /// What the shell is given to run.
    var text: String
    /// The shell, as a path or as a name to be looked for in `PATH`.
    var shell = "/bin/sh"
    /// Where to start it; the caller's own directory for nil.
    var directory: String?
    /// What differs from the caller's own environment; nil removes a variable.
    var environment: [String: String?] = [:]
    /// What it reads from standard input; nothing for nil.
    var input: String?
    /// How long it may run.
    var timeLimit: Duration?
    /// Whether standard error goes where standard output goes.
    var mergesError = false
    /// How many bytes of each output are kept.
    var outputLimit = CallContext.defaultOutputLimit

    /// Starts the command and waits for its end.
    ///
    /// The command stays in the caller's process group, so that a signal to the group reaches all that it starts.
    func run() async throws(ShellCommandError) -> ShellCommandOutcome {
        try check()
        let output = try TemporaryFile()
        let error = mergesError ? output : try TemporaryFile()
        var given: TemporaryFile?
        if let input { given = try TemporaryFile(holding: input) }
        let ended = try await ShellProcess(
            command: self,
            input: given?.descriptor,
            output: output.descriptor,
            error: error.descriptor
        )
        .run()
        // The command reads from the descriptor that this file closes.
        withExtendedLifetime(given) {}
        return ShellCommandOutcome(
            pid: ended.pid,
            retcode: ended.retcode,
            output: try output.text(limit: outputLimit),
            error: mergesError ? "" : try error.text(limit: outputLimit),
            overran: ended.overran
        )
    }

    /// Refuses what the system would misread or has no good word for.
    private func check() throws(ShellCommandError) {
        if let directory, !directory.hasPrefix("/") { throw .workingDirectory(directory) }
        let texts = [("cmd", text), ("shell", shell), ("cwd", directory ?? "")]
        for (parameter, text) in texts where text.utf8.contains(0) {
            throw .nul(parameter: parameter)
        }
    }
}

/// What came of a command.
struct ShellCommandOutcome: Sendable {
    /// The shell's process id.
    var pid: Int32
    /// The command's exit code; the signal's number, negative, where a signal ended it.
    var retcode: Int64
    /// What it wrote to standard output, and to standard error where both go to one place.
    var output: String
    /// What it wrote to standard error, where that goes to a place of its own.
    var error: String
    /// Whether it was ended since its time was over.
    var overran: Bool
}
