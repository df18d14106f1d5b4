internal import BrineCore

/// How many looks at the store a search has left.
struct SearchBudget {
    /// How many it may take: some seconds' work for one reader.
    static let standard = 1_000_000

    /// How many it may take in all.
    let limit: Int
    /// How far back in time the search has come.
    var reached = JobID.last
    private var spent = 0

    /// A search that may take so many.
    init(_ limit: Int) {
        self.limit = limit
    }

    /// Takes one look.
    ///
    /// - Throws: ``JobStoreError/searchTooLong(looks:reached:)`` where none is left.
    mutating func spend() throws(JobStoreError) {
        guard spent < limit else { throw .searchTooLong(looks: limit, reached: reached) }
        spent += 1
    }
}
