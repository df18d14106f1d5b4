import BrineCore

/// A command's page for man(1), in the language of mdoc(7).
///
/// Options come from what the command declares, so none can be forgotten.
struct ManualPage: Sendable {
    /// The page.
    let text: String

    /// The page of a command.
    ///
    /// - Parameters:
    ///   - command: The command.
    ///   - others: All commands there are, to be referred to.
    ///   - date: The day that the page is of.
    init<Command: BrineCommand>(
        of command: Command.Type,
        beside others: [any BrineCommand.Type],
        date: CivilTime
    ) {
        let manual = command.manual
        let declaration = CommandDeclaration(of: command)
        let name = command.commandName
        let head = [
            ".Dd \(Self.day(date))", ".Dt \(name.uppercased()) \(manual.section)",
            ".Os \(ManualText.argument("Brine \(brineVersion)"))",
            ".Sh NAME", ".Nm \(name)", ".Nd \(ManualText.line(Self.phrase(declaration.summary)))",
            ".Sh SYNOPSIS", ".Nm", ManualText.line(command.usageTail),
        ]
        let environment =
            manual.environment + [.init("COLUMNS", "How wide the help is; the width of the terminal otherwise.")]
        let lines =
            head + Self.description(manual, declaration)
            + Self.list(".Sh ENVIRONMENT", "Ev ", environment)
            + Self.list(".Sh FILES", "Pa ", manual.files)
            + Self.list(".Sh EXIT STATUS", "", manual.exitStatuses)
            + Self.examples(manual.examples)
            + Self.references(others.filter { $0.commandName != name })
        text = lines.joined(separator: "\n")
    }

    private static func description(_ manual: CommandManual, _ declaration: CommandDeclaration) -> [String] {
        let paragraphs = manual.description.map(ManualText.prose).joined(separator: "\n.Pp\n")
        let words = declaration.words.filter(\.isShown)
        var lines = [".Sh DESCRIPTION", paragraphs]
        if !words.isEmpty { lines += [".Ss Arguments"] + items(words) }
        for section in declaration.sections where !section.arguments.isEmpty {
            lines += [".Ss \(section.title.isEmpty ? "General options" : section.title)"] + items(section.arguments)
        }
        return lines
    }

    private static func items(_ arguments: [DeclaredArgument]) -> [String] {
        [".Bl -tag -width Ds"] + arguments.flatMap { [label($0), ManualText.prose(explanation($0))] } + [".El"]
    }

    private static func label(_ argument: DeclaredArgument) -> String {
        guard argument.kind != .positional else {
            return ".It Ar \(argument.valueName)\(argument.isRepeating ? " ..." : "")"
        }
        // The macro writes the first dash.
        let names = argument.names.map { "Fl \(ManualText.argument(String($0.dropFirst())))" }
        let value = argument.kind == .option ? " Ar \(ManualText.argument(argument.valueName))" : ""
        return ".It \(names.joined(separator: " , "))\(value)"
    }

    private static func explanation(_ argument: DeclaredArgument) -> String {
        var parts = [argument.summary]
        if !argument.values.isEmpty { parts.append("One of \(argument.values.joined(separator: ", ")).") }
        if !argument.defaultValue.isEmpty { parts.append("Default: \(argument.defaultValue)") }
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func list(_ title: String, _ macro: String, _ entries: [CommandManual.Entry]) -> [String] {
        let items = entries.flatMap { entry in
            [".It \(macro)\(ManualText.argument(entry.name))", ManualText.prose(entry.text)]
        }
        return [title, ".Bl -tag -width Ds"] + items + [".El"]
    }

    private static func examples(_ examples: [CommandExample]) -> [String] {
        let parts = examples.map { example in
            """
            \(ManualText.prose(example.purpose)):
            .Bd -literal -offset indent
            \(ManualText.line(example.line))
            .Ed
            """
        }
        return [".Sh EXAMPLES", parts.joined(separator: "\n.Pp\n")]
    }

    private static func references(_ commands: [any BrineCommand.Type]) -> [String] {
        let references = commands.map { (name: $0.commandName, section: $0.manual.section) }
            .sorted { ($0.section, $0.name) < ($1.section, $1.name) }
            .map { ".Xr \($0.name) \($0.section)" }
        return [".Sh SEE ALSO", references.joined(separator: " ,\n")]
    }

    /// A sentence as a phrase that can follow a name and a dash.
    private static func phrase(_ sentence: String) -> String {
        let phrase = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
        return phrase.prefix(1).lowercased() + phrase.dropFirst()
    }

    private static func day(_ date: CivilTime) -> String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return "\(months[date.month - 1]) \(date.day), \(date.year)"
    }
}
