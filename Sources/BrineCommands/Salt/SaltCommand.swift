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

    static let readsArgumentsFromInput = true

    @OptionGroup var versions: VersionsOption
    @OptionGroup(title: "Target options") var targetOptions: TargetOptions

    @Flag(
        name: .customLong("preview-target"),
        help: "Print the ids of the minions that the target means, and run nothing."
    )
    var previewTarget = false

    @OptionGroup(title: "Waiting options") var waiting: WaitOptions

    @Option(
        name: .customLong("job-timeout"),
        parsing: .unconditional,
        help: ArgumentHelp(
            "End the job on each minion that runs it longer than this: SIGTERM, and SIGKILL ten seconds later.",
            valueName: "SECONDS"
        ),
        transform: OptionNumber.number
    )
    var jobTimeout: Double?

    @Option(
        name: .customLong("deliver-within"),
        parsing: .unconditional,
        help: ArgumentHelp(
            "How long the job waits for each minion that is away: seconds, or as in 90s, 10m, 2h or 1.5d, up to ten years. Default: the master's delivery_window.",
            valueName: "TIME"
        ),
        transform: OptionNumber.duration
    )
    var deliverWithin: Duration?

    @Option(help: ArgumentHelp("Marks to store with the job, as JSON or YAML.", valueName: "MAP"))
    var metadata: String?

    @Option(
        name: .customLong("args-separator"),
        help: ArgumentHelp("What parts the arguments of several functions. Default: a comma.", valueName: "TEXT")
    )
    var argsSeparator = ","

    @OptionGroup(title: "Batch options") var batch: BatchOptions
    @OptionGroup var returner: ReturnerOption
    @OptionGroup var documentation: DocumentationOption
    @OptionGroup var callOptions: CallOptions
    @OptionGroup var configurationOption: ConfigurationOption
    @OptionGroup(title: "Output options") var output: OutputOptions
    @OptionGroup var log: LogOption

    @Argument(help: "Which minions: a pattern on their ids, as in '*' or 'web*', or what the option asks for.")
    var target: String?

    @Argument(help: "What to run, as in test.ping; several with commas between them, as in test.ping,cmd.run.")
    var function: String?

    @Argument(
        help:
            "What to give it: values as in YAML, and key=value for arguments by name. A lone comma parts what several are given."
    )
    var arguments: [String] = []

    func validate() throws {
        if argsSeparator.isEmpty {
            throw ValidationError("option --args-separator: expected a text, found an empty one")
        }
        if waiting.isAsync, documentation.isAsked {
            throw ValidationError("--async and --doc are given: expected one of them at the most")
        }
        // Above ten years it is more likely a slip than a wish.
        if let jobTimeout, !(0.001...315_360_000).contains(jobTimeout) {
            throw ValidationError(
                "option --job-timeout: expected a number of seconds from 0.001 to 315360000, found \(jobTimeout)"
            )
        }
        if let deliverWithin, !Job.deliveryWindows.contains(deliverWithin) {
            throw ValidationError(
                "option --deliver-within: expected a time from 0.001 s to 3650d, found \(deliverWithin.inSeconds) s"
            )
        }
    }

    func perform() async throws -> ExitStatus {
        // Here, and not in validate(): an option that there is not is what the parser tells first then.
        if target == nil, !documentation.isAsked { throw UsageError("Missing expected argument '<target>'") }
        if function == nil, !documentation.isAsked, !previewTarget {
            throw UsageError("Missing expected argument '<function>'")
        }
        let target = try targetOptions.target(target ?? "*")
        guard !previewTarget else { return try preview(target) }
        let calls = try wanted()
        let configuration = try configurationOption.master()
        CommandLog.write(.debug, "the master listens at \(configuration.controlSocket)")
        let client = try MasterClient(socket: configuration.controlSocket)
        let printer = try output.printer()
        let answer: PublishAnswer
        do {
            answer = try client.publish(
                calls,
                to: target,
                user: LocalUser.name,
                metadata: metadata.map(ArgumentValue.read) ?? .null,
                timeLimit: jobTimeout.map { .seconds($0) },
                deliverWithin: deliverWithin,
                watch: !waiting.isAsync,
                rollout: batch.rollout(),
                rolloutAbove: batch.rolloutAbove,
                subset: batch.subset
            )
        } catch MasterClient.Ending.refused(let failure) where failure.code == .noMinions {
            return try nobody(printer)
        } catch MasterClient.Ending.refused(let failure) where failure.code == .badTarget {
            throw UsageError(failure.message)
        } catch MasterClient.Ending.interrupted(let signal) {
            StandardError.write(
                "The master has not answered; the job may have been published. To see: salt-run jobs.list_jobs limit=3"
            )
            throw MasterClient.Ending.interrupted(signal)
        }
        CommandLog.write(.info, "job \(answer.jid) is published to \(answer.minions.count) minion(s)")
        do {
            return try follow(answer, client, printer, configuration.timeout)
        } catch ConsoleError.cannotWrite(let reason) {
            // The job goes on: whoever asked for it is told where it is.
            StandardError.write(JobWait.whereabouts(answer.jid))
            throw ConsoleError.cannotWrite(reason: reason)
        }
    }

    /// Prints what becomes of the job that was published.
    private func follow(
        _ answer: PublishAnswer,
        _ client: MasterClient,
        _ printer: AnswerPrinter,
        _ timeout: Duration
    ) throws -> ExitStatus {
        if waiting.isAsync {
            let kind = answer.isRolledOut ? "batch command" : "command"
            try printer.print(line: "Executed \(kind) with job ID: \(answer.jid)")
            return .success
        }
        try announce(answer.jid, printer)
        var wait = JobWait(
            client: client,
            answer: answer,
            timeout: waiting.chosenTimeout ?? timeout,
            progress: StandardError.isTerminal ? ProgressLine(hasBar: waiting.progress) : nil
        )
        let isDocumentation = documentation.isAsked || function == DocumentationOption.function.description
        var report = ReturnReport(
            jid: answer.jid,
            printer: printer,
            style: ReturnReport.Style(
                layout: isDocumentation ? .documentation : waiting.layout,
                showsMissing: waiting.showTimeout || !waiting.hideTimeout,
                hasSummary: waiting.summary,
                stopReason: answer.isRolledOut ? batch.stopReason : nil,
                isDocument: output.chosenOut != nil
            )
        )
        if batch.batchSize == nil, answer.isRolledOut {
            try printer.print(note: "\nNOTICE: Too many minions targeted, switching to batch execution.")
        }
        return try wait.run(&report)
    }

    /// What is to be run.
    private func wanted() throws -> Calls {
        guard !documentation.isAsked else { return documentation.call(function, arguments) }
        return try CallsReader(separator: argsSeparator, reader: callOptions.reader).read(function ?? "", arguments)
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
        StandardError.write("No minions matched the target.\nERROR: No return received")
        return .noMinions
    }

    private func announce(_ jid: JobID, _ printer: AnswerPrinter) throws {
        if waiting.verbose {
            let line = "Executing job with jid \(jid)"
            try printer.print(note: "\(line)\n\(String(repeating: "-", count: line.count))\n")
        } else if waiting.showJID {
            try printer.print(note: "jid: \(jid)")
        }
    }

    private func nobody(_ printer: AnswerPrinter) throws -> ExitStatus {
        let sentence = "No minions matched the target. No command was sent, no jid was assigned."
        // A program that reads JSON or YAML gets an empty answer, and the sentence where sentences go.
        if printer.renderer.format == .nested {
            try printer.print(line: sentence)
        } else {
            StandardError.write(sentence)
            try printer.print(waiting.isFolded ? [] : [:])
        }
        StandardError.write("ERROR: No return received")
        return .noMinions
    }
}
