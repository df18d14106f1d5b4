public import BrineCore
internal import MessagePack

/// Tells whether a job fits a query's conditions, all but how many are wanted: what an index finds is held against it.
public struct JobFilter: Sendable {
    private let query: JobQuery
    private let functions: [Glob]
    private let targets: [Glob]
    private let marks: Set<ValueMap.Entry>

    /// The filter that a query is.
    public init(_ query: JobQuery) {
        self.query = query
        functions = query.functions.map { Glob($0) }
        targets = query.targets.map { Glob($0) }
        marks = Set(query.metadata.entries)
    }

    /// Whether a job fits.
    public func takes(_ job: Job) -> Bool {
        if let after = query.after, job.jid <= after { return false }
        if let before = query.before, job.jid >= before { return false }
        if let user = query.user, job.user != user { return false }
        if job.calls.all.allSatisfy({ $0.function == query.withoutFunction }) { return false }
        if query.withoutRunnerCalls, job.calls.isRunnerCall { return false }
        let terms = SearchTerms(job)
        return (functions.isEmpty || functions.contains { job.calls.fit($0) })
            && (targets.isEmpty || terms.targets.contains { word in targets.contains { $0.matches(word) } })
            && (marks.isEmpty || terms.marks.contains { marks.contains($0) })
    }
}
