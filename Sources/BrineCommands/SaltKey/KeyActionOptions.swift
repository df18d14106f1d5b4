import ArgumentParser
import BrineCore

/// The options that say what `salt-key` shall do; at most one of them is given.
struct KeyActionOptions: ParsableArguments {
    @Option(
        name: [.customShort("l", allowingJoined: true), .customLong("list")],
        help: ArgumentHelp("Show the keys in a state: acc, pre (or un), den, rej, all.", valueName: "ARG"),
        completion: .list(["acc", "pre", "un", "den", "rej", "all"])
    )
    var list: String?

    @Flag(name: [.customShort("L"), .customLong("list-all")], help: "Show all keys. The default.")
    var listAll = false

    @Option(
        name: [.customShort("a", allowingJoined: true), .customLong("accept")],
        help: ArgumentHelp("Accept the unaccepted keys that match.", valueName: "GLOB")
    )
    var accept: [String] = []

    @Flag(name: [.customShort("A"), .customLong("accept-all")], help: "Accept all unaccepted keys.")
    var acceptAll = false

    @Option(
        name: [.customShort("r", allowingJoined: true), .customLong("reject")],
        help: ArgumentHelp("Reject the unaccepted keys that match.", valueName: "GLOB")
    )
    var reject: [String] = []

    @Flag(name: [.customShort("R"), .customLong("reject-all")], help: "Reject all unaccepted keys.")
    var rejectAll = false

    @Option(
        name: [.customShort("d", allowingJoined: true), .customLong("delete")],
        help: ArgumentHelp("Delete the keys that match, whatever their state.", valueName: "GLOB")
    )
    var delete: [String] = []

    @Flag(name: [.customShort("D"), .customLong("delete-all")], help: "Delete all keys.")
    var deleteAll = false

    @Option(
        name: [.customShort("p", allowingJoined: true), .customLong("print")],
        help: ArgumentHelp("Print the public keys that match.", valueName: "GLOB")
    )
    var print: [String] = []

    @Flag(name: [.customShort("P"), .customLong("print-all")], help: "Print all public keys.")
    var printAll = false

    @Option(
        name: [.customShort("f", allowingJoined: true), .customLong("finger")],
        help: ArgumentHelp("Print the fingerprints of the keys that match.", valueName: "GLOB")
    )
    var finger: [String] = []

    @Flag(name: [.customShort("F"), .customLong("finger-all")], help: "Print all fingerprints, the master's too.")
    var fingerAll = false

    /// What the options ask for; listing all keys where they ask for nothing.
    ///
    /// - Parameter included: The states that `--include-…` names.
    /// - Returns: the action.
    /// - Throws: ``UsageError`` where they ask for two things, or for a state that there is not.
    func action(including included: Set<KeyState>) throws(UsageError) -> KeyAction {
        let requests = try requests(including: included)
        guard requests.count < 2 else {
            throw UsageError("expected one action, found \(requests.map(\.option).joined(separator: " and "))")
        }
        let action = requests.first?.action ?? .list(KeyState.allCases)
        switch action {
        case .change(.accept, _, _), .change(.reject, _, _): break
        case .change, .list, .show:
            guard included.isEmpty else { throw UsageError("--include-… goes with --accept and --reject alone") }
        }
        return action
    }

    private typealias Request = (option: String, action: KeyAction)

    private func requests(including included: Set<KeyState>) throws(UsageError) -> [Request] {
        var requests: [Request] = []
        if let list {
            guard let action = KeyAction(listArgument: list) else {
                throw UsageError("'\(list)' is not a valid argument to '--list'")
            }
            requests.append(("--list", action))
        }
        if listAll { requests.append(("--list-all", .list(KeyState.allCases))) }
        func add(_ option: String, _ patterns: [String], _ all: Bool, _ action: (KeyPattern) -> KeyAction) {
            // An option that stands twice adds its keys: the first of them is not to be forgotten without a word.
            if !patterns.isEmpty { requests.append((option, action(KeyPattern(patterns.joined(separator: ","))))) }
            if all { requests.append((option + "-all", action(.everything))) }
        }
        func change(_ verb: KeyVerb) -> (KeyPattern) -> KeyAction {
            { .change(verb, $0, from: verb.sources(including: included)) }
        }
        add("--accept", accept, acceptAll, change(.accept))
        add("--reject", reject, rejectAll, change(.reject))
        add("--delete", delete, deleteAll, change(.delete))
        add("--print", print, printAll) { .show(.key, $0) }
        add("--finger", finger, fingerAll) { .show(.fingerprint, $0) }
        return requests
    }
}
