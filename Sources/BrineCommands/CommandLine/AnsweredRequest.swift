import BrineCore
import Glibc

/// What a command was asked for is a text about itself, and here it is: a script for a shell, what a word can become, the
/// manual page.
struct AnsweredRequest: Error, Hashable {
    /// The option, known from the parser's own scripts, that asks for a completion script.
    static let scriptOption = "--generate-completion-script"
    /// The argument that asks for the manual page.
    ///
    /// No option: Deploy/man alone gives it.
    static let manualMarker = "---manual"

    /// The text; may be empty.
    let text: String

    /// The answer to a command's arguments, or nil where they are its usual ones.
    ///
    /// - Throws: ``UsageError`` where a script is asked for that there is not.
    init?<Command: BrineCommand>(_ arguments: [String], of command: Command.Type) throws(UsageError) {
        // Most command lines are none of these, and are not to pay for it.
        guard let first = arguments.first, first.hasPrefix("--") else { return nil }
        if let request = CompletionRequest(arguments) {
            SilentEnd.after(SilentEnd.ofAll)
            text = request.answer(for: command)
        } else if first == Self.manualMarker {
            text = ManualPage(of: command, beside: Doorway.commands, date: CivilTime(Self.today)).text
        } else if let shell = Self.shell(arguments) {
            guard let known = ShellName(rawValue: shell) else {
                let names = ShellName.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("\(Self.scriptOption): expected one of \(names), found '\(shell)'")
            }
            text = CompletionScript.text(for: command.commandName, known)
        } else {
            return nil
        }
    }

    /// The shell that a script is asked for; empty where none is named.
    private static func shell(_ arguments: [String]) -> String? {
        guard let first = arguments.first, first.hasPrefix(scriptOption) else { return nil }
        let rest = first.dropFirst(scriptOption.count)
        if rest.isEmpty { return arguments.count > 1 ? arguments[1] : "" }
        return rest.hasPrefix("=") ? String(rest.dropFirst()) : nil
    }

    /// The moment, or the one that a build that can be repeated names.
    private static var today: Timestamp {
        let named = getenv("SOURCE_DATE_EPOCH").flatMap { Int64(String(cString: $0)) }
        return named.map { Timestamp(microseconds: $0.multipliedReportingOverflow(by: 1_000_000).partialValue) }
            ?? .now()
    }
}
