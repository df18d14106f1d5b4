import ArgumentParser
import BrineClient
import BrineCore
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

    @OptionGroup var configurationOption: ConfigurationOption
    @OptionGroup(title: "Output options") var output: OutputOptions

    @Flag(
        name: [.customShort("d"), .customLong("doc"), .customLong("documentation")],
        help:
            "Print what the function does and how it is called; all functions without one, those of a module by its name."
    )
    var doc = false

    @Argument(help: "What to run, as in jobs.active.")
    var function: String?

    @Argument(help: "What to give it: values as in YAML, and key=value for arguments by name.")
    var arguments: [String] = []

    func perform() async throws -> ExitStatus {
        if doc { return try showDocumentation() }
        guard let word = function else { throw UsageError("a function is missing, as in jobs.active") }
        let function = try FunctionName.parsed(word)
        let call = CallArgumentReader().read(arguments)
        let wanted = try outputter(call)
        let controlSocket = try configurationOption.master().controlSocket
        if function == StateEvent.name { return try showEvents(call, controlSocket) }
        let client = try MasterClient(socket: controlSocket)
        let printer = try output.printer(preferring: wanted)
        let answer = try client.run(function, call, user: LocalUser.name)
        guard answer.success else {
            // Nothing that a program would take for an answer: a wrong call is told where errors are.
            StandardError.write(answer.value.stringValue ?? printer.renderer.render(answer.value))
            return .failure
        }
        try printer.print(answer.value)
        return .success
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
        guard answer.success, let texts = answer.value.mapValue else {
            StandardError.write(answer.value.stringValue ?? printer.renderer.render(answer.value))
            return .failure
        }
        if output.chosenOut != nil {
            try printer.print(answer.value)
            return .success
        }
        for entry in texts.entries {
            try printer.print(line: "\(entry.key.stringValue ?? ""):\n\n\(entry.value.stringValue ?? "")\n")
        }
        return .success
    }

    /// `state.event`, which has no one answer: it is shown as it comes.
    private func showEvents(_ arguments: CallArguments, _ controlSocket: String) throws -> ExitStatus {
        let call: StateEvent
        do {
            call = try StateEvent(arguments)
        } catch {
            let reason = "Passed invalid arguments to \(StateEvent.name): \(error)"
            StandardError.write("\(reason)\n\n\(StateEvent.documentation)")
            return .failure
        }
        let printer = try output.printer()
        return try EventStream(client: MasterClient(socket: controlSocket), call: call, console: printer.console).run()
    }
}
