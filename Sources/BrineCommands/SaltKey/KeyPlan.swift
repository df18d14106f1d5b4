import BrineCore

/// What a change will do to which keys, decided from an inventory before anything is touched.
struct KeyPlan: Sendable, Hashable {
    /// One key that is moved or removed.
    struct Step: Sendable, Hashable {
        /// Whose key.
        var id: MinionID
        /// Where it is now.
        var state: KeyState
    }

    /// A minion of whose keys only one could be accepted.
    struct Ambiguity: Sendable, Hashable, CustomStringConvertible {
        /// The minion.
        var id: MinionID
        /// Where its keys are.
        var states: [KeyState]

        /// The problem in words.
        var description: String {
            """
            expected one key of minion \(id) to accept, found \(states.count) \
            (\(states.map(\.adjective).joined(separator: ", "))); they are left as they are. Compare them with \
            'salt-key -f \(id)' and include one state at a time
            """
        }
    }

    /// What is done.
    let verb: KeyVerb
    /// The keys it is done to, in the order in which it is done.
    let steps: [Step]
    /// The minions whose accepted key is replaced by another one.
    let replaced: [MinionID]
    /// The minions that nothing is done for, since it is not clear which key is meant.
    let ambiguities: [Ambiguity]

    /// Decides.
    ///
    /// Of two keys under one id at most one can be accepted, and choosing it is the operator's part. Rejecting and
    /// deleting mean the id, so all its keys go.
    ///
    /// - Parameters:
    ///   - verb: What is done.
    ///   - pattern: The ids that are meant.
    ///   - sources: The states that keys are taken from.
    ///   - inventory: The keys there are.
    init(_ verb: KeyVerb, _ pattern: KeyPattern, from sources: Set<KeyState>, in inventory: KeyInventory) {
        // The accepted key comes last, so that of several rejected keys of one id the one that was in use is kept.
        let order: [KeyState] = [.denied, .rejected, .unaccepted, .accepted]
        let matches = order.filter(sources.contains)
            .flatMap { state in
                inventory.ids(state, matching: pattern).map { Step(id: $0, state: state) }
            }
        let ambiguities = verb == .accept ? Self.ambiguities(matches) : []
        let unclear = Set(ambiguities.map(\.id))
        let accepted = Set(verb == .accept ? inventory.ids(.accepted) : [])
        self.verb = verb
        self.ambiguities = ambiguities
        steps = matches.filter { !unclear.contains($0.id) }
        replaced = steps.map(\.id).filter(accepted.contains).sorted()
    }

    /// Whether no key was meant at all.
    var isEmpty: Bool { steps.isEmpty && ambiguities.isEmpty }

    private static func ambiguities(_ matches: [Step]) -> [Ambiguity] {
        Dictionary(grouping: matches, by: \.id)
            .filter { $0.value.count > 1 }
            .map { Ambiguity(id: $0.key, states: $0.value.map(\.state)) }
            .sorted { $0.id < $1.id }
    }
}

extension Sequence<KeyPlan.Step> {
    /// The keys under their headings; states with none are left out.
    var listing: KeyListing {
        let groups = Dictionary(grouping: self, by: \.state)
        return KeyListing(
            KeyState.allCases.compactMap { state in
                groups[state].map { .init(.minions(state), names: $0.map(\.id.description).sorted()) }
            }
        )
    }
}
