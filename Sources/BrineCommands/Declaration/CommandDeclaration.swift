import ArgumentParser
import BrineFormats
import MessagePack

/// All that a command declares, as the parser tells it: nothing of it is written a second time.
struct CommandDeclaration: Sendable {
    /// What the command does, in a sentence.
    let summary: String
    /// Its options, flags and words, in the order in which they are declared.
    let arguments: [DeclaredArgument]

    /// The declarations of a command.
    ///
    /// Costs milliseconds, so only what asks for them pays for it.
    init<Command: BrineCommand>(of command: Command.Type) {
        // The one form in which the parser gives them away.
        let document = try? JSONReader.read(Array(command._dumpHelp().utf8))
        let declared = document?["command"]
        summary = declared?["abstract"]?.stringValue ?? ""
        arguments = (declared?["arguments"]?.arrayValue ?? []).compactMap(DeclaredArgument.init)
    }

    /// The words without names, in their order.
    var words: [DeclaredArgument] { arguments.filter { $0.kind == .positional } }

    /// The options and flags that are told of, by the titles of their groups: first those with a title, then the others.
    var sections: [(title: String, arguments: [DeclaredArgument])] {
        let shown = arguments.filter { $0.kind != .positional && $0.isShown }
        var titles: [String] = []
        for argument in shown where !argument.section.isEmpty && !titles.contains(argument.section) {
            titles.append(argument.section)
        }
        return (titles + [""]).map { title in (title, shown.filter { $0.section == title }) }
    }

    /// The option or flag of a name with its dashes.
    func named(_ name: String) -> DeclaredArgument? {
        arguments.first { $0.names.contains(name) }
    }
}
