import ArgumentParser
import BrineCore
import BrineMinion
import BrineModules
import MessagePack

/// `salt-call`: runs an execution function here, on the minion itself.
///
/// Its return is left in the minion's outbox, and so reaches the master as a job of its own; with `--local` it stays here.
struct SaltCallCommand: BrineCommand {
    static let commandName = "salt-call"
    static let usageTail = "[options] <function> [arguments]"
    static let configuration = CommandConfiguration(
        commandName: commandName,
        abstract: "Runs an execution function on this minion, without a master's order.",
        usage: "salt-call \(usageTail)",
        version: versionText
    )

    static let readsArgumentsFromInput = true

    @OptionGroup var versions: VersionsOption

    @Flag(help: "Keep the result here: the master is not told.")
    var local = false

    @Flag(name: .customLong("retcode-passthrough"), help: "End with the function's own result code.")
    var retcodePassthrough = false

    @OptionGroup var configurationOption: ConfigurationOption
    @OptionGroup(title: "Output options") var output: OutputOptions
    @OptionGroup var callOptions: CallOptions
    @OptionGroup var log: LogOption

    @Argument(help: "What to run, as in test.ping.")
    var function: String

    @Argument(help: "What to give it: values as in YAML, and key=value for arguments by name.")
    var arguments: [String] = []

    func perform() async throws -> ExitStatus {
        let function = try FunctionName.parsed(function)
        let call = callOptions.reader.read(arguments)
        let settings = try MinionSettings(configurationOption.minion())
        let printer = try output.printer()
        let context = try OwnCall.context(user: LocalUser.name, settings)
        let result = await FunctionCatalogue.standard.run(function, call, in: context)
        let failed = !result.success || result.retcode != 0
        if !local { report(JobReturn(context, function, call, result), settings) }
        try printer.print(["local": result.value], failed: failed)
        guard failed else { return .success }
        // A shell sees eight bits: 256 would be a success to it.
        return retcodePassthrough && (1...255).contains(result.retcode) ? .code(Int32(result.retcode)) : .failure
    }

    /// Leaves the return for the master; that it cannot be left is told, and takes nothing from the answer.
    private func report(_ call: JobReturn, _ settings: MinionSettings) {
        do {
            try OwnCall.report(call, settings)
        } catch {
            CommandLog.write(.warning, "the master is not told of this call: \(error)")
        }
    }
}
