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
    @OptionGroup var output: OutputOptions

    @Argument(help: "What to run, as in jobs.active.")
    var function: String

    @Argument(help: "What to give it: values as in YAML, and key=value for arguments by name.")
    var arguments: [String] = []

    func perform() async throws -> ExitStatus {
        let function = try FunctionName.parsed(function)
        let call = CallArgumentReader().read(arguments)
        let controlSocket = try configurationOption.master().controlSocket
        if function == StateEvent.name { return try showEvents(call, controlSocket) }
        let client = try MasterClient(socket: controlSocket)
        let printer = try output.printer()
        let answer = try client.run(function, call, user: LocalUser.name)
        guard answer.success else {
            // Nothing that a program would take for an answer: a wrong call is told where errors are.
            StandardError.write(answer.value.stringValue ?? printer.renderer.render(answer.value))
            return .failure
        }
        try printer.print(answer.value)
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
