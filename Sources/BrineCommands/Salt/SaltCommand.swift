import ArgumentParser
import BrineClient
import BrineCore
import BrineMaster
import BrineWire
import MessagePack

/// `salt`: has a function run on minions and prints what they return.
struct SaltCommand: BrineCommand {
    static let commandName = "salt"
    static let usageTail = "[options] '<target>' <function> [arguments]"
    static let configuration = CommandConfiguration(
        commandName: commandName,
        abstract: "Runs a function on minions and prints what they return.",
        usage: "salt \(usageTail)",
        version: versionText
    )

    @OptionGroup(title: "Target options") var targetOptions: TargetOptions

    @Flag(
        name: .customLong("preview-target"),
        help: "Print the ids of the minions that the target means, and run nothing."
    )
    var previewTarget = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "After how many seconds without an answer to ask whether the job still runs. Default: the configuration's.",
            valueName: "SECONDS"
        )
    )
    var timeout: Int?

    @Flag(name: .customLong("async"), help: "Print the job's id and do not wait for answers.")
    var isAsync = false

    @Flag(name: [.short, .long], help: "Print the job's id before the answers.")
    var verbose = false

    @Flag(name: .customLong("show-jid"), help: "Print the job's id in a line of its own.")
    var showJID = false

    @Flag(name: [.customShort("s"), .customLong("static")], help: "Print all answers at the end as one.")
    var isStatic = false

    @Flag(help: "Print at the end how many minions were targeted, returned, did not return, and had errors.")
    var summary = false

    @Flag(name: .customLong("hide-timeout"), help: "Leave out the minions that have not returned.")
    var hideTimeout = false

    @Flag(name: .customLong("show-timeout"), help: "Show the minions that have not returned, too. This is the default.")
    var showTimeout = false

    @Option(
        name: .customLong("job-timeout"),
        help: ArgumentHelp(
            "End the job on each minion that runs it longer than this: SIGTERM, and SIGKILL ten seconds later.",
            valueName: "SECONDS"
        )
    )
    var jobTimeout: Double?

    @Option(help: ArgumentHelp("Marks to store with the job, as JSON or YAML.", valueName: "MAP"))
    var metadata: String?

    @OptionGroup var configurationOption: ConfigurationOption
    @OptionGroup(title: "Output options") var output: OutputOptions

    @Argument(help: "Which minions: a pattern on their ids, as in '*' or 'web*', or what the option asks for.")
    var target: String

    @Argument(help: "What to run, as in test.ping.")
    var function: String?

    @Argument(help: "What to give it: values as in YAML, and key=value for arguments by name.")
    var arguments: [String] = []

    func validate() throws {
        if function == nil, !previewTarget { throw ValidationError("Missing expected argument '<function>'") }
        if let timeout, timeout < 1 { throw ValidationError("option -t: expected 1 second or more, found \(timeout)") }
        // Above ten years it is more likely a slip than a wish.
        if let jobTimeout, !(0.001...315_360_000).contains(jobTimeout) {
            throw ValidationError(
                "option --job-timeout: expected a number of seconds from 0.001 to 315360000, found \(jobTimeout)"
            )
        }
    }

    func perform() async throws -> ExitStatus {
        let target = try targetOptions.target(target)
        guard !previewTarget, let word = function else { return try preview(target) }
        let function = try FunctionName.parsed(word)
        let call = CallArgumentReader().read(arguments)
        let configuration = try configurationOption.master()
        let client = try MasterClient(socket: configuration.controlSocket)
        let printer = try output.printer()
        let answer: PublishAnswer
        do {
            answer = try client.publish(
                function,
                call,
                to: target,
                user: LocalUser.name,
                metadata: metadata.map(ArgumentValue.read) ?? .null,
                timeLimit: jobTimeout.map { .seconds($0) },
                watch: !isAsync
            )
        } catch MasterClient.Ending.refused(let failure) where failure.code == .noMinions {
            return try nobody(printer)
        } catch MasterClient.Ending.refused(let failure) where failure.code == .badTarget {
            throw UsageError(failure.message)
        }
        if isAsync {
            try printer.print(line: "Executed command with job ID: \(answer.jid)")
            return .success
        }
        try announce(answer.jid, printer)
        let wait = JobWait(
            client: client,
            answer: answer,
            timeout: timeout.map { .seconds($0) } ?? configuration.timeout,
            showsProgress: StandardError.isTerminal
        )
        var report = ReturnReport(
            jid: answer.jid,
            printer: printer,
            isStatic: isStatic,
            showsMissing: showTimeout || !hideTimeout,
            hasSummary: summary
        )
        return try wait.run(&report)
    }

    /// Prints whom the target means.
    private func preview(_ target: Target) throws -> ExitStatus {
        let configuration = try configurationOption.master()
        let client = try MasterClient(socket: configuration.controlSocket)
        let printer = try output.printer()
        let minions: [MinionID]
        do {
            minions = try client.preview(target)
        } catch MasterClient.Ending.refused(let failure) where failure.code == .badTarget {
            throw UsageError(failure.message)
        }
        try printer.print(.array(minions.map { .string($0.description) }))
        guard minions.isEmpty else { return .success }
        StandardError.write("No minions matched the target.")
        return .noMinions
    }

    private func announce(_ jid: JobID, _ printer: AnswerPrinter) throws {
        if verbose {
            let line = "Executing job with jid \(jid)"
            try printer.print(line: "\(line)\n\(String(repeating: "-", count: line.count))\n")
        } else if showJID {
            try printer.print(line: "jid: \(jid)")
        }
    }

    private func nobody(_ printer: AnswerPrinter) throws -> ExitStatus {
        let sentence = "No minions matched the target. No command was sent, no jid was assigned."
        // A program that reads JSON or YAML gets an empty answer, and the sentence where sentences go.
        if printer.renderer.format == .nested {
            try printer.print(line: sentence)
        } else {
            StandardError.write(sentence)
            try printer.print([:])
        }
        StandardError.write("ERROR: No return received")
        return .noMinions
    }
}
