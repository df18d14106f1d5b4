import ArgumentParser
import BrineFailpoints
import CLinux
import Glibc

/// One of Brine's commands: what its doorway executable hands over to.
protocol BrineCommand: ParsableCommand {
    /// The command's name, as in `salt-key`.
    static var commandName: String { get }
    /// What follows the name in the usage line, as in `[options]`.
    static var usageTail: String { get }
    /// Whether the command has `--args-stdin`, which must be known before its options are read.
    static var readsArgumentsFromInput: Bool { get }
    /// What is told of it beside what it declares.
    static var manual: CommandManual { get }
    /// What the value of an option, or a word, can become whose declaration does not say it.
    ///
    /// Quick and silent: somebody is typing. Nothing where nothing is known.
    static func candidates(for argument: DeclaredArgument, in line: CompletedLine) -> Candidates
    /// Does the command's work.
    ///
    /// - Returns: the process's exit code.
    func perform() async throws -> ExitStatus
}

extension BrineCommand {
    static var readsArgumentsFromInput: Bool { false }

    /// Runs the command to the end of the process: reads the arguments, does the work, tells what went wrong.
    static func enter() async -> Never {
        prepareProcess()
        do {
            end(.success(try await parsed().perform()))
        } catch {
            end(.failure(error))
        }
    }

    static func candidates(for argument: DeclaredArgument, in line: CompletedLine) -> Candidates { .none }

    /// The help, as wide as the terminal, with examples at its end.
    static var helpText: String { "\(helpMessage())\n\(manual.helpText)" }

    /// Makes the process what every command is.
    static func prepareProcess() {
        // A reader that has enough (`| head`) is a plain error to us, not the end of the process in mid-sentence.
        signal(SIGPIPE, SIG_IGN)
        // The runtime would take a quit from the keyboard for a crash, print where it was, and go on.
        signal(SIGQUIT, SIG_DFL)
        // In the background a daemon starts as /proc/self/exe, and would be called `exe` by ps and pgrep.
        brine_name_thread(commandName)
        // A test that has misspelt a failpoint would wait for its end in vain.
        if let problem = Failpoint.problem {
            StandardError.write(problem)
            Glibc.exit(ExitStatus.usage.rawValue)
        }
    }

    /// Ends the process, and tells what went wrong.
    static func end(_ result: Result<ExitStatus, any Error>) -> Never {
        switch result {
        case .success(let status): Glibc.exit(status.rawValue)
        case .failure(let error): Glibc.exit(CommandFailure(error, command: self).tell().rawValue)
        }
    }

    /// The command that the process's arguments are.
    ///
    /// - Throws: What is wrong with them, or the help that they ask for.
    static func parsed() throws -> Self {
        let given = Array(CommandLine.arguments.dropFirst())
        if let answer = try AnsweredRequest(given, of: self) { throw answer }
        let words = readsArgumentsFromInput ? try ArgumentInput.words(given) : given
        guard let command = try parseAsRoot(words) as? Self else { throw CleanExit.helpRequest() }
        return command
    }
}
