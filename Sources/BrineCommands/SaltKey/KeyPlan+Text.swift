import BrineCore

extension KeyPlan {
    /// What is going to happen, for whoever has to agree to it.
    func preview(color: Bool) -> String {
        let heading = "The following keys are going to be \(verb.participle):"
        let replacements = replaced.map { "The accepted key of minion \($0) is going to be replaced." }
        return ([heading, steps.listing.text(color: color)] + replacements).joined(separator: "\n")
    }

    /// What to say after a step was done.
    func report(_ step: Step) -> String {
        "Key for minion \(step.id) \(verb.participle)."
    }

    /// What to say where no key was meant.
    ///
    /// - Parameters:
    ///   - verb: What was to be done.
    ///   - pattern: The ids that were meant.
    ///   - sources: The states that were looked through.
    /// - Returns: Salt's sentence. It names the unaccepted keys where all were looked through for deleting, too.
    static func nothingMatches(_ verb: KeyVerb, _ pattern: KeyPattern, from sources: Set<KeyState>) -> String {
        let order: [KeyState] = [.unaccepted, .accepted, .rejected, .denied]
        let names = verb == .delete ? [KeyState.unaccepted.adjective] : order.filter(sources.contains).map(\.adjective)
        let last = names.last ?? ""
        let list = names.count > 1 ? "\(names.dropLast().joined(separator: ", ")) or \(last)" : last
        return "The key glob '\(pattern.text)' does not match any \(list) keys."
    }
}
