import BrineClient
import BrineCore
import BrineMaster
import BrineModules
import BrineTransport
import BrineWire
import MessagePack

/// Where words come from that are not declared: folders, settings, the catalogues, the master.
///
/// What cannot be read, and a master that does not answer, give nothing: nobody is told while a line is being typed.
struct CompletionSources: Sendable {
    /// The directory of the configuration; nil for the usual one.
    let configurationDirectory: String?

    /// The sources that a line names by `-c`.
    init(_ line: CompletedLine) {
        configurationDirectory = line.value(of: "--config-dir")
    }

    /// The minions with a key in one of these states.
    func minions(_ states: Set<KeyState>) -> [Candidate] {
        guard let master else { return [] }
        let folders = MasterKeyFolders(master.pkiDirectory)
        var found: [MinionID: [String]] = [:]
        for state in KeyState.allCases where states.contains(state) {
            // An id may have keys in several states.
            for id in (try? folders.ids(state)) ?? [] { found[id, default: []].append(state.rawValue) }
        }
        return found.sorted { $0.key < $1.key }
            .map { Candidate($0.key.description, $0.value.joined(separator: ", ")) }
    }

    /// The nodegroups of the master's configuration.
    var nodegroups: [Candidate] {
        let groups = master?.nodegroups.entries ?? []
        return groups.compactMap { $0.key.stringValue.map { Candidate($0, "nodegroup") } }
            .sorted { $0.value < $1.value }
    }

    /// The execution functions: those that come with Brine, and those of the executables on this machine.
    var executionFunctions: [Candidate] {
        let known = known
        return known.functions.map { Candidate($0.name.description, $0.summary) }
            + known.undescribedModules.map { Candidate("\($0).", "a module", endsWord: false) }
    }

    /// The parameters of an execution function; none where it is not known.
    func parameters(ofExecution name: String) -> [Parameter] {
        known.functions.first { $0.name.description == name }?.parameters ?? []
    }

    /// The runner functions.
    var runnerFunctions: [Candidate] {
        RunnerOverview.functions.map { Candidate($0.name.description, $0.summary) }
    }

    /// The parameters of a runner function; none where it is not known.
    func parameters(ofRunner name: String) -> [Parameter] {
        RunnerOverview.functions.first { $0.name.description == name }?.parameters ?? []
    }

    /// What the next argument of a call can be: a jid where one belongs, and the names of parameters that are not given.
    ///
    /// - Parameters:
    ///   - parameters: What the function takes.
    ///   - given: The arguments before this one.
    /// - Returns: the words.
    func arguments(of parameters: [Parameter], after given: [String]) -> [Candidate] {
        let single = parameters.filter { $0.kind == .single }
        let named = given.compactMap { word in single.first { word.hasPrefix("\($0.name)=") }?.name }
        let count = given.count - named.count
        let open = single.dropFirst(count).filter { !named.contains($0.name) }
        if open.first?.name == "jid" { return jobs }
        return open.map { Candidate("\($0.name)=", $0.documentation, endsWord: false) }
    }

    /// The newest jobs that the master keeps, the newest first.
    private var jobs: [Candidate] {
        guard let socket = master?.controlSocket, let client = try? MasterClient(socket: socket) else { return [] }
        SilentEnd.after(SilentEnd.ofQuestion)
        return ((try? client.newestJobs()) ?? [])
            .map {
                Candidate($0.jid.description, "\($0.function)  \($0.target)  \(CivilTime($0.jid.timestamp).runnerText)")
            }
    }

    private var master: MasterConfiguration? {
        (try? MasterConfiguration.load(from: configurationDirectory))?.configuration
    }

    private var known: KnownFunctions {
        let minion = (try? MinionConfiguration.load(from: configurationDirectory))?.configuration
        return KnownFunctions(
            in: MinionPlaces(
                moduleFolders: minion?.moduleDirectories ?? [],
                descriptionFolder: minion.map { "\($0.cacheDirectory)/modules" } ?? ""
            )
        )
    }
}
