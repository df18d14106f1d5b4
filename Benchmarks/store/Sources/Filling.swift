import BrineCore
import BrineStore

/// Fills a store as a master would: each job before its returns, the returns in batches.
struct Filling {
    /// How many outcomes one transaction takes at the least.
    private static let batch = 10_000

    /// The store's file.
    let path: String

    /// Adds the jobs of a range, with all their returns.
    func fill(_ range: Range<Int>) async throws {
        let fleet = try SampleFleet()
        let store = try SQLiteJobStore(path: path)
        _ = try await store.numbers(of: fleet.ids)
        var waiting: [Outcome] = []
        var kept = 0
        for number in range {
            let job = try fleet.job(number)
            try await store.add(job)
            waiting += try fleet.outcomes(of: job, number)
            if waiting.count >= Self.batch || number == range.upperBound - 1 {
                kept += try await store.commit(waiting).count { $0 == .stored }
                waiting = []
            }
        }
        try store.close()
        print("filled         jobs \(range.lowerBound) to \(range.upperBound - 1), \(kept) returns")
    }
}
