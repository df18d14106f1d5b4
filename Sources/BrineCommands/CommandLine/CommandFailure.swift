import ArgumentParser
import BrineClient
import BrineTransport
import BrineWire
import Glibc

/// An error on its way out of a command: to which stream it goes, in which words, and with which exit code.
///
/// The one table of exit codes for errors.
struct CommandFailure {
    /// The code that the process ends with.
    let status: ExitStatus
    private let text: String
    private let kind: Kind

    /// What the words are, and so where they go.
    private enum Kind {
        /// An answer, as help is: to standard output.
        case answer
        /// The usage and what is against it: to standard error.
        case usage
        /// Word of what went wrong: there too, as `-l` has it.
        case complaint
    }

    /// The failure that an error is for a command.
    init<Command: BrineCommand>(_ error: any Error, command: Command.Type) {
        switch error {
        case let error as ConfigurationError:
            self.init(status: .configuration, text: error.description)
        case let error as NoMasterError:
            self.init(status: .unavailable, text: error.description)
        case MasterClient.Ending.refused(let failure):
            self.init(status: .failure, text: failure.message)
        case MasterClient.Ending.interrupted(let signal):
            self.init(status: .code(128 + signal), text: "")
        case let error as UsageError:
            self.init(status: .usage, text: Self.usage(command, error.description), kind: .usage)
        case ConsoleError.readerGone:
            // Whoever read has enough; there is nobody to tell. The shell's number for it: what was not read may have failed.
            self.init(status: .code(128 + SIGPIPE), text: "")
        case let answer as AnsweredRequest:
            self.init(status: .success, text: answer.text, kind: .answer)
        default:
            let code = command.exitCode(for: error)
            if code == .success {
                let text = command.fullMessage(for: error)
                let isHelp = text != command.versionText && text == command.helpMessage()
                self.init(status: .success, text: isHelp ? command.helpText : text, kind: .answer)
            } else if code == .validationFailure {
                let words = ParserWords(command.message(for: error))
                self.init(status: .usage, text: Self.usage(command, words.description), kind: .usage)
            } else {
                self.init(status: .failure, text: String(describing: error))
            }
        }
    }

    private init(status: ExitStatus, text: String, kind: Kind = .complaint) {
        self.status = status
        self.text = text
        self.kind = kind
    }

    /// Writes the words where they belong.
    ///
    /// - Returns: the code that the process ends with.
    func tell() -> ExitStatus {
        guard !text.isEmpty else { return status }
        switch kind {
        case .answer: try? ConsoleWriter.standardOutput.writeLine(text)
        case .usage: StandardError.write(text)
        case .complaint: CommandLog.write(.error, text)
        }
        return status
    }

    private static func usage<Command: BrineCommand>(_ command: Command.Type, _ problem: String) -> String {
        let name = command.commandName
        return "Usage: \(name) \(command.usageTail)\n\n\(name): error: \(problem)"
    }
}

/// The command line is wrong in a way that the parser does not see.
struct UsageError: Error, CustomStringConvertible {
    /// What is wrong, in words.
    let description: String

    /// A wrong command line.
    init(_ description: String) {
        self.description = description
    }
}
