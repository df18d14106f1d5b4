import BrineCore
import BrineTesting
import Foundation
import Testing

@testable import BrineStore

@Suite struct `A store whose log ends anywhere` {
    /// What a power cut in the middle of a write leaves: the log up to a place, and there what was on the disk before.
    @Test(arguments: 0..<8)
    func `has all that was committed before that place, and nothing of what came after`(walk: UInt64) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteJobStore(path: folder.store)
        try await store.add(try job(1, minions: 1...400))
        // After each commit: how long the log was, and how many outcomes were in it.
        var lengths = [(bytes: try log(folder).count, outcomes: 0)]
        var last = 0
        var random = SeededGenerator(seed: walk)
        while last < 400 {
            let next = min(400, last + Int.random(in: 1...40, using: &random))
            _ = try await store.commit(outcomes(1, (last + 1)...next, bytes: Int.random(in: 0...900, using: &random)))
            lengths.append((try log(folder).count, next))
            last = next
        }
        let (database, whole) = (try folder.contents(folder.store), try log(folder))
        for _ in 0..<12 {
            let place = Int.random(in: lengths[0].bytes...whole.count, using: &random)
            let copy = try TemporaryFolder()
            try database.write(to: URL(fileURLWithPath: copy.store))
            let rest = (0..<Int.random(in: 0...9_000, using: &random))
                .map { _ in UInt8.random(in: 0...255, using: &random) }
            try (whole.prefix(place) + rest).write(to: URL(fileURLWithPath: copy.store + "-wal"))
            let reopened = try SQLiteJobStore(path: copy.store)
            let kept = try await reopened.job(jid(1))?.outcomes.count
            #expect(kept == lengths.last { $0.bytes <= place }?.outcomes, "walk \(walk), cut at byte \(place)")
            // It goes on from there.
            _ = try await reopened.commit(outcomes(1, 1...400))
            #expect(try await reopened.openJobs() == [])
            try reopened.close()
        }
        try store.close()
    }

    private func log(_ folder: TemporaryFolder) throws -> Data {
        try folder.contents(folder.store + "-wal")
    }
}
