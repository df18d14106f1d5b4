import ArgumentParser
import BrineClient
import BrineTransport
import BrineWire

/// An error on its way out of a command: to which stream it goes, in which words, and with which exit code.
///
/// The one table of exit codes for errors.
struct CommandFailure {
    /// The code that the process ends with.
    let status: ExitStatus
    private let text: String
    private let isAnswer: Bool

    /// The failure that an error is for a command.
    init<Command: BrineCommand>(_ error: any Error, command: Command.Type) {
        switch error {
        case let error as ConfigurationError:
            self.init(status: .configuration, text: Self.lines(error.description))
        case let error as NoMasterError:
            self.init(status: .unavailable, text: Self.lines(error.description))
        case MasterClient.Ending.refused(let failure):
            self.init(status: .failure, text: Self.lines(failure.message))
        case MasterClient.Ending.interrupted(let signal):
            self.init(status: .code(128 + signal), text: "")
        case let error as UsageError:
            self.init(status: .usage, text: Self.usage(command, error.description))
        case ConsoleError.readerGone:
            // Whoever read has enough; there is nobody to tell.
            self.init(status: .success, text: "")
        case let answer as AnsweredRequest:
            self.init(status: .success, text: answer.text, isAnswer: true)
        default:
            let code = command.exitCode(for: error)
            if code == .success {
                let text = command.fullMessage(for: error)
                let isHelp = text != command.versionText && text == command.helpMessage()
                self.init(status: .success, text: isHelp ? command.helpText : text, isAnswer: true)
            } else if code == .validationFailure {
                self.init(status: .usage, text: Self.usage(command, Self.plain(command.message(for: error))))
            } else {
                self.init(status: .failure, text: Self.lines(String(describing: error)))
            }
        }
    }

    private init(status: ExitStatus, text: String, isAnswer: Bool = false) {
        self.status = status
        self.text = text
        self.isAnswer = isAnswer
    }

    /// Writes the words where they belong.
    ///
    /// - Returns: the code that the process ends with.
    func tell() -> ExitStatus {
        guard !text.isEmpty else { return status }
        if isAnswer {
            try? ConsoleWriter.standardOutput.writeLine(text)
        } else {
            StandardError.write(text)
        }
        return status
    }

    private static func usage<Command: BrineCommand>(_ command: Command.Type, _ problem: String) -> String {
        let name = command.commandName
        return "Usage: \(name) \(command.usageTail)\n\n\(name): error: \(problem)"
    }

    private static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "[ERROR   ] \($0)" }.joined(separator: "\n")
    }

    /// The parser's words in one line, and begun as Salt would: `no such option: --x`.
    private static func plain(_ message: String) -> String {
        let unknown = "Unknown option '"
        if message.hasPrefix(unknown) {
            return "no such option: \(message.dropFirst(unknown.count).prefix { $0 != "'" })"
        }
        let lines = message.split(separator: "\n").map { $0.drop { $0 == " " } }
        guard let first = lines.first, lines.count > 1 else { return message }
        let choices = lines.dropFirst().map { $0.hasPrefix("- ") ? $0.dropFirst(2) : $0 }
        return "\(first) \(choices.joined(separator: ", "))"
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
