/// What a list left out, since it holds what no Brine writes.
public struct DamagedRows: Sendable, Hashable {
    /// How many jobs were left out.
    public private(set) var count = 0
    /// What is wrong with the first of them.
    public private(set) var first: JobStoreError?

    /// Nothing yet.
    init() {}

    /// What some work reads, or nil where a row that it needs is damaged: that is counted.
    ///
    /// - Throws: What the work throws for any other reason.
    mutating func skipping<Element>(_ work: () throws -> Element) throws -> Element? {
        do {
            return try work()
        } catch let error as JobStoreError {
            guard case .damagedRow = error else { throw error }
            count += 1
            first = first ?? error
            return nil
        }
    }
}
