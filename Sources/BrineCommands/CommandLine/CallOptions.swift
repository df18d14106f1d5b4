import ArgumentParser

/// How the words after a function's name are read, and where from.
struct CallOptions: ParsableArguments {
    @Option(
        name: .customLong("no-parse"),
        help: ArgumentHelp(
            "Arguments by name, separated by commas, whose values are texts as they are typed.",
            valueName: "NAMES"
        )
    )
    var unread = ""

    @Flag(
        name: .customLong("args-stdin"),
        help: "Read further options and arguments from standard input, one a line."
    )
    var readsStandardInput = false

    /// What reads the words.
    var reader: CallArgumentReader {
        CallArgumentReader(unread: Set(unread.split(separator: ",").map(String.init)))
    }
}
