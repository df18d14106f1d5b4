import ArgumentParser
import BrineCore

/// `--include-…`: from which states keys are accepted or rejected besides the unaccepted ones.
struct KeyInclusionOptions: ParsableArguments {
    @Flag(name: .customLong("include-all"), help: "Accept or reject keys in every state.")
    var all = false

    @Flag(name: .customLong("include-accepted"), help: "Reject accepted keys too.")
    var accepted = false

    @Flag(name: .customLong("include-rejected"), help: "Accept rejected keys too.")
    var rejected = false

    @Flag(
        name: .customLong("include-denied"),
        help: "Accept or reject denied keys too; one that is accepted replaces the key its minion had."
    )
    var denied = false

    /// The states that are named.
    var states: Set<KeyState> {
        if all { return Set(KeyState.allCases) }
        var states: Set<KeyState> = []
        if accepted { states.insert(.accepted) }
        if rejected { states.insert(.rejected) }
        if denied { states.insert(.denied) }
        return states
    }
}
