internal import Glibc

/// A command of the system, with all that it starts with.
struct ShellCommand: Sendable {
    /// The program, as a path or as a name to be looked for in `PATH`, and its arguments.
    var words: [String]
    /// Whether the program is a shell, to be told so where it is missing.
    var isInShell = false
    /// Where to start it; the home of who runs it for nil.
    var directory: String?
    /// The variables it starts with.
    var environment = CommandEnvironment()
    /// Who runs it; the caller's own user for nil.
    var account: CommandAccount?
    /// The bits that the files it makes do not get; the caller's own for nil.
    var fileMask: mode_t?
    /// What it reads from standard input; nothing for nil.
    var input: String?
    /// How long it may run.
    var timeLimit: Duration?
    /// How long it may take to end after that, before it is killed.
    var grace = TimeLimitPlan.usualGrace
    /// Whether standard error goes where standard output goes.
    var mergesError = false
    /// Whether it leads a session of its own, out of the reach of signals to the caller's group.
    var leadsSession = false
    /// How much of what it writes is kept.
    var policy = OutputPolicy()

    /// A program with its arguments, run without a shell.
    init(words: [String]) {
        self.words = words
    }

    /// A command line for a shell.
    ///
    /// - Parameters:
    ///   - text: What the shell is given to run.
    ///   - shell: The shell, as a path or as a name.
    init(text: String, shell: String) {
        words = [shell, "-c", text]
        isInShell = true
    }

    /// Starts the command and waits for its end.
    ///
    /// The command stays in the caller's process group unless it leads a session, so that a signal to the group reaches
    /// all that it starts.
    func run() async throws(ShellCommandError) -> ShellCommandOutcome {
        try check()
        let process = ShellProcess(command: self, executable: try executable(), directory: try startingDirectory())
        return try await OwnThread.run("command") { () throws(ShellCommandError) in try process.run() }
    }

    /// A command that starts this one in a session of its own, writes its process id and does not wait for it.
    func inBackground() throws(ShellCommandError) -> ShellCommand {
        try check()
        var starter = self
        let line = "\"$@\" </dev/null >/dev/null 2>&1 & echo $!"
        starter.words = ["/bin/sh", "-c", line, "sh", try executable()] + words.dropFirst()
        starter.leadsSession = true
        return starter
    }

    /// Refuses what the system would misread.
    private func check() throws(ShellCommandError) {
        for (index, word) in words.enumerated() where word.utf8.contains(0) {
            throw .nul(parameter: isInShell && index == 0 ? "shell" : "cmd")
        }
        if let directory, directory.utf8.contains(0) { throw .nul(parameter: "cwd") }
        try environment.check()
    }

    /// The path of the program.
    private func executable() throws(ShellCommandError) -> String {
        let name = words.first ?? ""
        let path = environment.value("PATH") ?? ExecutablePath.standard
        if let found = ExecutablePath.find(name, in: path) { return found }
        if isInShell { throw .shell(name) }
        // A path may be relative to the directory that the command starts in.
        guard name.utf8.contains(UInt8(ascii: "/")) else { throw .program(name, path: path) }
        return name
    }

    /// The directory to start in.
    ///
    /// A home that cannot be entered is no reason not to run: the command starts at the root then.
    private func startingDirectory() throws(ShellCommandError) -> String {
        if let directory {
            // Another user may be let in where this process is not: the command's own process finds out.
            guard directory.hasPrefix("/"), account != nil || Self.canEnter(directory) else {
                throw .workingDirectory(directory)
            }
            return directory
        }
        let home =
            account?.home ?? getenv("HOME").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
            ?? CommandAccount.own?.home
        guard let home, home.hasPrefix("/"), account != nil || Self.canEnter(home) else { return "/" }
        return home
    }

    private static func canEnter(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && access(path, X_OK) == 0
    }
}
