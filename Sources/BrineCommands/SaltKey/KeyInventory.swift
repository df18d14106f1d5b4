import BrineCore
import BrineTransport

/// Which minions have a key in which state, at one moment.
struct KeyInventory: Sendable, Hashable {
    /// The ids in each state, sorted.
    private(set) var ids: [KeyState: [MinionID]]

    /// The inventory of these ids.
    init(_ ids: [KeyState: [MinionID]]) {
        self.ids = ids.mapValues { $0.sorted() }
    }

    /// What stands in a master's folders; a folder that is not there holds nothing.
    ///
    /// - Throws: ``KeyError`` where a folder cannot be listed.
    init(of folders: MasterKeyFolders) throws(KeyError) {
        ids = [:]
        for state in KeyState.allCases { ids[state] = try folders.ids(state) }
    }

    /// The ids in a state that a pattern means.
    func ids(_ state: KeyState, matching pattern: KeyPattern = .everything) -> [MinionID] {
        ids[state, default: []].filter { pattern.matches($0.description) }
    }
}
