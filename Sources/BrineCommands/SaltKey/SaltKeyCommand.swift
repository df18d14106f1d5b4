import ArgumentParser
import BrineTransport
import Glibc

/// `salt-key`: shows, accepts, rejects and deletes the keys of minions.
///
/// It works on the master's key folders, whether or not a master runs; a running one sees the change by itself.
struct SaltKeyCommand: BrineCommand {
    static let commandName = "salt-key"
    static let usageTail = "[options]"
    static let configuration = CommandConfiguration(
        commandName: commandName,
        abstract: "Show and decide on the keys of minions.",
        usage: "\(commandName) \(usageTail)",
        version: versionText
    )

    @OptionGroup var versions: VersionsOption
    @OptionGroup(title: "Actions") var actions: KeyActionOptions
    @OptionGroup(title: "Keys to accept or reject") var inclusion: KeyInclusionOptions

    @Flag(name: [.short, .long], help: "Do it without asking.")
    var yes = false

    @Flag(name: [.short, .long], help: "Say nothing of what is done. What is asked is shown all the same.")
    var quiet = false

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup(title: "Output options") var output: OutputOptions

    @Argument(help: .hidden)
    var words: [String] = []

    func perform() async throws -> ExitStatus {
        let action = try action()
        let folders = MasterKeyFolders(try configuration.master().pkiDirectory)
        let printer = KeyPrinter(try output.printer(), isDocument: output.chosenOut != nil, isQuiet: quiet)
        let problems = try run(action, folders, printer)
        for problem in problems { CommandLog.write(.error, problem) }
        return problems.isEmpty ? .success : .failure
    }

    /// What the command line asks for.
    ///
    /// - Throws: ``UsageError`` where it asks for nothing that can be done.
    func action() throws(UsageError) -> KeyAction {
        let action = try actions.action(including: inclusion.states)
        // `salt-key -F master` is what Salt's own guides tell people to type.
        guard words.isEmpty || actions.fingerAll && words == ["master"] else {
            throw UsageError("expected options alone, found '\(words.joined(separator: " "))'")
        }
        return action
    }

    private func run(_ action: KeyAction, _ folders: MasterKeyFolders, _ printer: KeyPrinter) throws -> [String] {
        switch action {
        case .list(let states):
            try printer.show(KeyListing(try KeyInventory(of: folders), states))
            return []
        case .show(let detail, let pattern):
            let reader = try KeyDetailReader(detail, pattern, in: folders)
            try printer.show(
                reader.listing,
                otherwise: reader.problems.isEmpty ? "The key glob '\(pattern.text)' does not match any keys." : ""
            )
            return reader.problems.map(\.description)
        case .change(let verb, let pattern, let sources):
            let plan = KeyPlan(verb, pattern, from: sources, in: try KeyInventory(of: folders))
            guard !plan.isEmpty else {
                try printer.tell { _ in KeyPlan.nothingMatches(verb, pattern, from: sources) }
                try printer.conclude(KeyListing([]))
                return []
            }
            return try KeyChange(plan: plan, folders: folders, printer: printer, confirmation: confirmation).run()
        }
    }

    /// Who is asked; on standard error where standard output, or a file, is to hold a document and nothing else.
    private var confirmation: Confirmation? {
        guard !yes else { return nil }
        let isDialogue = output.chosenOut == nil && output.outFile == nil
        return Confirmation(on: isDialogue ? STDOUT_FILENO : STDERR_FILENO, color: output.color)
    }
}
