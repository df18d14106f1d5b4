import BrineCore
import BrineTransport

/// Reads the keys that are meant, to show something of each.
struct KeyDetailReader {
    /// What could be read, under the headings that have any.
    private(set) var listing = KeyListing([])
    /// What could not be read.
    ///
    /// One damaged file does not hide the others.
    private(set) var problems: [KeyError] = []

    /// Reads.
    ///
    /// - Parameters:
    ///   - detail: What is shown.
    ///   - pattern: The names that are meant: minions' ids, and `master.pub` where the master's key is shown too.
    ///   - folders: The master's keys.
    /// - Throws: ``KeyError`` where a folder cannot be listed.
    init(_ detail: KeyDetail, _ pattern: KeyPattern, in folders: MasterKeyFolders) throws(KeyError) {
        let inventory = try KeyInventory(of: folders)
        var sections: [KeyListing.Section] = []
        let ownName = "master.pub"
        if detail.showsMasterKey, pattern.matches(ownName),
            let key = read({ () throws(KeyError) in try folders.masterKey() })
        {
            sections.append(.init(.local, rows: [(ownName, detail.text(of: key))]))
        }
        for state in KeyState.allCases {
            let rows: [KeyListing.Section.Row] = inventory.ids(state, matching: pattern)
                .compactMap { id in
                    // A key that has gone since the folder was listed is not there to be shown.
                    guard let key = read({ () throws(KeyError) in try folders.key(of: id, state) }) else { return nil }
                    return (id.description, detail.text(of: key))
                }
            if !rows.isEmpty { sections.append(.init(.minions(state), rows: rows)) }
        }
        listing = KeyListing(sections)
    }

    private mutating func read(_ key: () throws(KeyError) -> PublicKey?) -> PublicKey? {
        do throws(KeyError) {
            return try key()
        } catch {
            problems.append(error)
            return nil
        }
    }
}
