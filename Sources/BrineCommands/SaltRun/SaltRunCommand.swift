import ArgumentParser
import BrineClient
import BrineCore
import BrineMaster
import BrineWire
import MessagePack

/// `salt-run`: runs a function in the master and prints its answer.
struct SaltRunCommand: BrineCommand {
    static let commandName = "salt-run"
    static let usageTail = "[options] <function> [arguments]"
    static let configuration = CommandConfiguration(
        commandName: commandName,
        abstract: "Runs a runner function in the master, as in jobs.active.",
        usage: "salt-run \(usageTail)",
        version: versionText
    )

    static let readsArgumentsFromInput = true
    private static let rerun = FunctionName(module: "jobs", function: "rerun")

    @OptionGroup var versions: VersionsOption
    @OptionGroup var configurationOption: ConfigurationOption
    @OptionGroup(title: "Output options") var output: OutputOptions
    @OptionGroup var callOptions: CallOptions
    @OptionGroup var log: LogOption
    @OptionGroup var documentation: DocumentationOption

    @Flag(
        name: .customLong("async"),
        help: "Print the call's job id and do not wait for its answer: salt-run jobs.lookup_jid finds it later."
    )
    var isAsync = false

    @Option(
        help: ArgumentHelp(
            "For jobs.rerun, the same as only=CHOICE, one of \(RerunChoice.words.joined(separator: ", ")).",
            valueName: "CHOICE"
        ),
        completion: .list(RerunChoice.words)
    )
    var only: String?

    @Argument(help: "What to run, as in jobs.active.")
    var function: String?

    @Argument(help: "What to give it: values as in YAML, and key=value for arguments by name.")
    var arguments: [String] = []

    func perform() async throws -> ExitStatus {
        if documentation.isAsked { return try showDocumentation() }
        guard let word = function else { throw UsageError("a function is missing, as in jobs.active") }
        let function = try FunctionName.parsed(word)
        var call = callOptions.reader.read(arguments)
        if let only {
            guard function == Self.rerun else { throw UsageError("option --only goes with \(Self.rerun)") }
            call.keyword["only"] = .string(only)
        }
        let wanted = try outputter(call)
        let controlSocket = try configurationOption.master().controlSocket
        if function == StateEvent.name || function == JobsWatch.name {
            guard !isAsync else { throw UsageError("\(function) shows what comes, and so has no --async") }
            return try function == StateEvent.name ? showEvents(call, controlSocket) : watch(call, controlSocket)
        }
        let client = try MasterClient(socket: controlSocket)
        let printer = try output.printer(preferring: wanted)
        let answer = try client.run(function, call, user: LocalUser.name, isAsync: isAsync)
        guard answer.success else {
            // Nothing that a program would take for an answer: a wrong call is told where errors are.
            StandardError.write(answer.value.stringValue ?? printer.renderer.render(answer.value))
            return .failure
        }
        if isAsync, let jid = answer.jid {
            try announce(jid, printer)
        } else {
            try printer.print(answer.value)
        }
        return .success
    }

    private func announce(_ jid: JobID, _ printer: AnswerPrinter) throws {
        CommandLog.write(
            .warning,
            """
            Running in asynchronous mode. Results of this execution may be collected by attaching to the master event bus \
            or by examining the master job cache, if configured. This execution is running under tag salt/run/\(jid)
            """
        )
        try printer.print(line: "Executed command with job ID: \(jid)")
    }

    /// The form of the answer that a call asks for by `outputter=`; nil where it does not.
    private func outputter(_ call: CallArguments) throws -> OutputFormat? {
        guard let name = call.keyword["outputter"]?.stringValue else { return nil }
        guard let format = OutputFormat(name: name) else {
            let known = OutputFormat.knownNames.joined(separator: ", ")
            throw UsageError("outputter must be one of \(known), found '\(name)'")
        }
        return format
    }

    /// `-d`: a heading and a text for each function, in the order of their names.
    private func showDocumentation() throws -> ExitStatus {
        let client = try MasterClient(socket: configurationOption.master().controlSocket)
        let printer = try output.printer()
        let name = FunctionName(module: "doc", function: "runner")
        let answer = try client.run(name, CallArguments([.string(function ?? "")]), user: LocalUser.name)
        var report = DocumentationReport()
        guard answer.success, report.add(answer.value) == nil else {
            StandardError.write(answer.value.stringValue ?? printer.renderer.render(answer.value))
            return .failure
        }
        try report.print(printer, asMap: output.chosenOut != nil)
        return .success
    }

    /// `state.event`, which has no one answer: it is shown as it comes.
    private func showEvents(_ arguments: CallArguments, _ controlSocket: String) throws -> ExitStatus {
        let call: StateEvent
        do {
            call = try StateEvent(arguments)
        } catch {
            return refuse(StateEvent.name, error, StateEvent.documentation)
        }
        let printer = try output.printer()
        return try EventStream(client: MasterClient(socket: controlSocket), call: call, console: printer.console).run()
    }

    /// `jobs.watch`, likewise.
    private func watch(_ arguments: CallArguments, _ controlSocket: String) throws -> ExitStatus {
        guard [nil, .nested, .json].contains(output.chosenOut) else {
            throw UsageError("\(JobsWatch.name) prints lines: expected --out nested or json")
        }
        let call: JobsWatch
        do {
            call = try JobsWatch(arguments)
        } catch {
            return refuse(JobsWatch.name, error, JobsWatch.documentation)
        }
        let printer = try output.printer()
        let stream = WatchStream(
            client: try MasterClient(socket: controlSocket),
            report: WatchReport(jid: call.jid, isJSON: output.chosenOut == .json),
            console: printer.console,
            showsCounts: StandardError.isTerminal
        )
        return try stream.run()
    }

    private func refuse(_ function: FunctionName, _ error: ArgumentError, _ documentation: String) -> ExitStatus {
        StandardError.write("Passed invalid arguments to \(function): \(error)\n\n\(documentation)")
        return .failure
    }
}
