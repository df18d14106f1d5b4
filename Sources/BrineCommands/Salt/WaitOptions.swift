import ArgumentParser

/// How `salt` waits for answers, and how it puts them together.
struct WaitOptions: ParsableArguments {
    @Option(
        name: [.customShort("t", allowingJoined: true), .long],
        parsing: .unconditional,
        help: ArgumentHelp(
            "After how many seconds without an answer to ask whether the job still runs. Default, also for 0: the configuration's.",
            valueName: "SECONDS"
        ),
        transform: OptionNumber.integer
    )
    var timeout: Int?

    @Flag(name: .customLong("async"), help: "Print the job's id and do not wait for answers.")
    var isAsync = false

    @Flag(name: [.customShort("s"), .customLong("static")], help: "Print all answers at the end as one.")
    var isStatic = false

    @Flag(
        name: .customLong("fold"),
        help: "Print each distinct answer once at the end, with the set of the minions that gave it."
    )
    var isFolded = false

    @Flag(name: [.short, .long], help: "Show a bar on the line of progress that a terminal has on standard error.")
    var progress = false

    @Flag(name: [.short, .long], help: "Print the job's id before the answers.")
    var verbose = false

    @Flag(name: .customLong("show-jid"), help: "Print the job's id in a line of its own.")
    var showJID = false

    @Flag(help: "Print at the end how many minions were targeted, returned, did not return, and had errors.")
    var summary = false

    @Flag(name: .customLong("hide-timeout"), help: "Leave out the minions that have not returned.")
    var hideTimeout = false

    @Flag(name: .customLong("show-timeout"), help: "Show the minions that have not returned, too. This is the default.")
    var showTimeout = false

    /// The longest timeout: above ten years it is more likely a slip than a wish.
    private static let longest = 315_360_000

    /// The timeout that was asked for, where it is not the configuration's.
    var chosenTimeout: Duration? {
        timeout.flatMap { $0 == 0 ? nil : .seconds($0) }
    }

    /// How the answers stand together.
    var layout: AnswerLayout {
        isFolded ? .folded : isStatic ? .together : .each
    }

    func validate() throws {
        if let timeout, !(0...Self.longest).contains(timeout) {
            throw ValidationError("option -t: expected 0 to \(Self.longest) seconds, found \(timeout)")
        }
    }
}
