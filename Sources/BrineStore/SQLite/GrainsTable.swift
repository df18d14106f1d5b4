internal import BrineCore
internal import GRDB

/// The rows of `grains`.
enum GrainsTable {
    /// All grains, in the order of the minions' numbers.
    static func all(_ db: Database) throws -> [StoredGrains] {
        let statement = try db.cachedStatement(sql: "SELECT minion, grains FROM grains ORDER BY minion")
        let rows = try Row.fetchCursor(statement)
        var all: [StoredGrains] = []
        while let row = try rows.next() {
            let stored = StoredRow(row: row, name: "a minion's grains")
            let number = try stored.integer(0, "minion")
            guard let minion = MinionNumber(number) else {
                throw stored.damaged("minion", "\(number) is no minion's number")
            }
            all.append(StoredGrains(minion: minion, encoded: try stored.bytes(1, "grains")))
        }
        return all
    }

    /// Keeps grains, in place of those that were there.
    static func put(_ grains: [StoredGrains], _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO grains (minion, grains) VALUES (?, ?)")
        for told in grains { try statement.execute(arguments: [told.minion.rawValue, told.encoded.blob]) }
    }

    /// Removes the grains of minions.
    static func remove(_ minions: [MinionNumber], _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "DELETE FROM grains WHERE minion = ?")
        for minion in minions { try statement.execute(arguments: [minion.rawValue]) }
    }
}
