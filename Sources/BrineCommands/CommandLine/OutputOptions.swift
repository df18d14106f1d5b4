import ArgumentParser
import MessagePack

/// `--out` and its kin: in which form answers are printed, and where to.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.customLong("out"), .customLong("output")],
        help: ArgumentHelp("The form of the answer.", valueName: "FORMAT")
    )
    var chosenOut: OutputFormat?

    @Option(
        name: [.customLong("out-indent"), .customLong("output-indent")],
        parsing: .unconditional,
        help: ArgumentHelp(
            "Spaces a level of JSON or YAML goes in; negative for one line. Default: 4 for JSON, 2 for YAML.",
            valueName: "N"
        ),
        transform: OptionNumber.integer
    )
    var outIndent: Int?

    @Option(
        name: [.customLong("out-file"), .customLong("output-file")],
        help: ArgumentHelp("Write the answer to a file instead of standard output.", valueName: "FILE"),
        completion: .file()
    )
    var outFile: String?

    @Flag(name: [.customLong("out-file-append"), .customLong("output-file-append")], help: "Append to that file.")
    var outFileAppend = false

    @Flag(name: [.customLong("no-color"), .customLong("no-colour")], help: "Print without colours.")
    var noColor = false

    @Flag(name: [.customLong("force-color"), .customLong("force-colour")], help: "Print with colours everywhere.")
    var forceColor = false

    /// The form of the answer: the chosen one, or nested.
    var out: OutputFormat { chosenOut ?? .nested }

    /// Whether output is coloured.
    var color: ColorChoice { ColorChoice(noColor: noColor, forceColor: forceColor) }

    /// What prints answers as these options have it.
    ///
    /// - Parameter wanted: The form of the answer where `--out` names none; nested otherwise.
    /// - Returns: the printer.
    /// - Throws: ``ConsoleError`` where the file does not open.
    func printer(preferring wanted: OutputFormat? = nil) throws -> AnswerPrinter {
        let console = try outFile.map { try ConsoleWriter(path: $0, appending: outFileAppend) } ?? .standardOutput
        return AnswerPrinter(
            console: console,
            renderer: ValueRenderer(
                format: chosenOut ?? wanted ?? out,
                indent: outIndent,
                color: color.isColored(onTerminal: console.isTerminal),
                isForTerminal: console.isTerminal
            )
        )
    }
}

/// Prints answers in one form to one place.
struct AnswerPrinter: Sendable {
    let console: ConsoleWriter
    let renderer: ValueRenderer

    /// Prints an answer.
    ///
    /// - Throws: ``ConsoleError`` where it cannot be written.
    func print(_ value: Value, failed: Bool = false) throws {
        try console.writeAnswer(renderer.render(value, failed: failed))
    }

    /// Prints what is no answer: where answers are for people among them, otherwise on standard error, so that a program
    /// that reads them meets nothing else.
    ///
    /// - Throws: ``ConsoleError`` where it cannot be written.
    func print(note: String) throws {
        if renderer.format == .nested {
            try print(line: note)
        } else {
            StandardError.write(note)
        }
    }

    /// Prints a line as it is.
    ///
    /// - Throws: ``ConsoleError`` where it cannot be written.
    func print(line: String) throws {
        try console.writeLine(line)
    }
}

extension OutputFormat: ExpressibleByArgument {
    init?(argument: String) {
        self.init(name: argument)
    }
}
