internal import BrineCore
internal import GRDB

/// The rows of `minions`.
enum MinionTable {
    /// All minions, in the order of their numbers.
    static func roster(_ db: Database) throws -> [RosterEntry] {
        let statement = try db.cachedStatement(sql: "SELECT number, id FROM minions ORDER BY number")
        let rows = try Row.fetchCursor(statement)
        var roster: [RosterEntry] = []
        while let row = try rows.next() {
            let stored = StoredRow(row: row, name: "a minion")
            let text = try stored.text(1, "id")
            guard let id = MinionID(text) else { throw stored.damaged("id", "'\(text)' is no minion's id") }
            roster.append(RosterEntry(id: id, number: try number(try stored.integer(0, "number"))))
        }
        return roster
    }

    /// The numbers of those minions that have one, in the order asked.
    static func numbers(of ids: [MinionID], _ db: Database) throws -> [MinionNumber?] {
        let statement = try db.cachedStatement(sql: "SELECT number FROM minions WHERE id = ?")
        return try ids.map { id in
            try Int64.fetchOne(statement, arguments: [id.description]).map(number)
        }
    }

    /// The numbers of minions, in the order asked, the next free ones for those that have none.
    static func numbersGivingNew(to ids: [MinionID], _ db: Database) throws -> [MinionNumber] {
        let insert = try db.cachedStatement(sql: "INSERT INTO minions (number, id) VALUES (?, ?)")
        let last = try db.cachedStatement(sql: "SELECT max(number) FROM minions")
        var highest = try Int64.fetchOne(last) ?? 0
        return try ids.map { id in
            if case .some(let known?) = try numbers(of: [id], db).first { return known }
            highest += 1
            guard let new = MinionNumber(highest) else { throw JobStoreError.outOfNumbers }
            try insert.execute(arguments: [highest, id.description])
            return new
        }
    }

    private static func number(_ stored: Int64) throws(JobStoreError) -> MinionNumber {
        guard let number = MinionNumber(stored) else {
            throw .damagedRow("number of a minion: \(stored) is no minion's number")
        }
        return number
    }
}
