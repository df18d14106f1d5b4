import BrineCore
import BrineStore
import Foundation
import MessagePack

/// A folder of its own for one test, removed with everything in it when the test lets go of it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/brine-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Where the test's store is.
    var store: String { path + "/jobs.sqlite" }

    /// What a file of the folder holds.
    func contents(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path))
    }

    /// Puts bytes in the place of others of the store's file, which must be there just once or more.
    func damageStore(_ bytes: [UInt8], with others: [UInt8]) throws {
        struct NotFound: Error {}
        var data = try contents(store)
        guard data.range(of: Data(bytes)) != nil else { throw NotFound() }
        while let range = data.range(of: Data(bytes)) {
            data.replaceSubrange(range, with: others)
        }
        try data.write(to: URL(fileURLWithPath: store))
    }

    /// Writes a big-endian number into the header of the store's file.
    func setHeader(_ offset: Int, to number: UInt32) throws {
        var data = try contents(store)
        withUnsafeBytes(of: number.bigEndian) { data.replaceSubrange(offset..<offset + 4, with: $0) }
        try data.write(to: URL(fileURLWithPath: store))
    }
}

/// The jid at that count of microseconds after a moment in 2026.
func jid(_ number: Int64) -> JobID {
    JobID(at: Timestamp(microseconds: 1_795_000_000_000_000 + number))
}

/// A job for some minions.
func job(_ number: Int64, function: String = "test.ping", minions: ClosedRange<Int> = 1...3) throws -> Job {
    struct BadName: Error {}
    guard let function = FunctionName(function) else { throw BadName() }
    return Job(
        jid: jid(number),
        calls: Calls(function, CallArguments(["a"])),
        target: .glob("*"),
        user: "root",
        minions: minions.compactMap { MinionNumber($0) },
        deliverBefore: jid(number).timestamp
    )
}

/// The outcomes of a job on some minions, each with a body of that many bytes.
func outcomes(_ number: Int64, _ minions: ClosedRange<Int>, bytes: Int = 10) -> [Outcome] {
    minions.compactMap { MinionNumber($0) }
        .map { minion in
            Outcome(
                jid: jid(number),
                minion: minion,
                state: .succeeded,
                at: jid(number).timestamp,
                body: Array(repeating: UInt8(truncatingIfNeeded: minion.rawValue), count: bytes)
            )
        }
}
