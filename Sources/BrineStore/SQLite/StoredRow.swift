// GRDB hands blobs over as Foundation's Data; this file is the only one that has to know.
internal import FoundationEssentials
internal import GRDB

/// One row as read, whose columns are checked rather than trusted: a damaged file is an error, not a crash.
struct StoredRow {
    /// The row.
    let row: Row
    /// What the row is, for messages, as in `the job 20261122144346964916`.
    let name: String

    /// A column's integer.
    func integer(_ place: Int, _ column: String) throws(JobStoreError) -> Int64 {
        guard case .int64(let number) = value(place).storage else { throw damaged(column, "an integer", value(place)) }
        return number
    }

    /// A column's integer, or nil where it is NULL.
    func optionalInteger(_ place: Int, _ column: String) throws(JobStoreError) -> Int64? {
        value(place).isNull ? nil : try integer(place, column)
    }

    /// A column's text.
    func text(_ place: Int, _ column: String) throws(JobStoreError) -> String {
        guard case .string(let text) = value(place).storage else { throw damaged(column, "a text", value(place)) }
        return text
    }

    /// A column's bytes.
    func bytes(_ place: Int, _ column: String) throws(JobStoreError) -> [UInt8] {
        guard case .blob(let data) = value(place).storage else { throw damaged(column, "bytes", value(place)) }
        return [UInt8](data)
    }

    /// A column's bytes, or nil where it is NULL.
    func optionalBytes(_ place: Int, _ column: String) throws(JobStoreError) -> [UInt8]? {
        value(place).isNull ? nil : try bytes(place, column)
    }

    /// The error that says that a column holds something else than it must.
    func damaged(_ column: String, _ problem: some CustomStringConvertible) -> JobStoreError {
        .damagedRow("\(column) of \(name): \(problem)")
    }

    private func value(_ place: Int) -> DatabaseValue { row[place] }

    private func damaged(_ column: String, _ expected: String, _ found: DatabaseValue) -> JobStoreError {
        damaged(column, "expected \(expected), found \(Self.kind(of: found))")
    }

    private static func kind(of value: DatabaseValue) -> String {
        switch value.storage {
        case .null: "nothing"
        case .int64: "an integer"
        case .double: "a number"
        case .string: "a text"
        case .blob: "bytes"
        }
    }
}

extension [UInt8] {
    /// The bytes as a blob to bind to a statement.
    var blob: DatabaseValue { Data(self).databaseValue }
}
