/// A shell that completes command lines by asking the command.
enum ShellName: String, CaseIterable, Sendable {
    case bash
    case zsh
    case fish
}
