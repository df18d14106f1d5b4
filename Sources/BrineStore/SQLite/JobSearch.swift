internal import BrineCore
internal import GRDB
internal import MessagePack

/// Finds the jobs of a query, newest first.
///
/// Each condition is a stream of jids out of an index. Where there are several, each in turn is asked for its newest jid no
/// later than the one the others came to, until all agree: the search costs as many steps as the rarest condition has jids,
/// and no job is read that does not fit. What the steps and the jobs passed over come to is bounded (``SearchBudget``).
struct JobSearch {
    private let query: JobQuery
    private let filter: JobFilter
    private let db: Database
    private var budget: SearchBudget
    private var streams: [SearchStream] = []

    /// The search for a query's jobs, which may take so many looks.
    init(_ query: JobQuery, limit: Int, _ db: Database) throws {
        self.query = query
        self.db = db
        filter = JobFilter(query)
        budget = SearchBudget(limit)
        for (index, globs) in [(SearchIndex.function, query.functions), (.target, query.targets)] {
            // What fits everything is no condition.
            guard !globs.isEmpty, !globs.contains(where: { Glob($0).matchesEverything }) else { continue }
            streams.append(try SearchStream(index, index.words(fitting: globs, db, &budget), db))
        }
        if let user = query.user { streams.append(try SearchStream(.user, [user], db)) }
        if !query.metadata.isEmpty {
            let marks = Set(query.metadata.entries.map { SearchTerms.number(of: $0) })
            streams.append(try SearchStream(.mark, marks, db))
        }
    }

    /// The jobs; what is damaged is left out and counted.
    mutating func run(_ damaged: inout DamagedRows) throws -> [Job] {
        guard query.limit.map({ $0 > 0 }) ?? true else { return [] }
        return streams.isEmpty ? try walk(&damaged) : try agree(&damaged)
    }

    /// All jobs in the range, one after the other.
    private mutating func walk(_ damaged: inout DamagedRows) throws -> [Job] {
        var jobs: [Job] = []
        let rows = try JobTable.rows(after: query.after, before: query.before, db)
        while !isFull(jobs), let row = try rows.next() {
            try take(row, into: &jobs, &damaged)
        }
        return jobs
    }

    /// Only what all streams have.
    private mutating func agree(_ damaged: inout DamagedRows) throws -> [Job] {
        var jobs: [Job] = []
        var bound = query.before?.microseconds ?? .max
        while !isFull(jobs), let jid = try newestCommon(before: bound) {
            bound = jid
            guard let row = try JobTable.row(jid, db) else { continue }
            try take(row, into: &jobs, &damaged)
        }
        return jobs
    }

    private mutating func newestCommon(before bound: Int64) throws -> Int64? {
        let floor = query.after?.microseconds ?? .min
        var candidate: Int64?
        var agreeing = 0
        var index = 0
        while agreeing < streams.count {
            // A jid is far from the largest number.
            let limit = candidate.map { $0 + 1 } ?? bound
            guard let jid = try streams[index].newest(before: limit, &budget), jid > floor else { return nil }
            agreeing = jid == candidate ? agreeing + 1 : 1
            candidate = jid
            if let reached = JobID(microseconds: jid) { budget.reached = reached }
            index = (index + 1) % streams.count
        }
        return candidate
    }

    private mutating func take(_ row: Row, into jobs: inout [Job], _ damaged: inout DamagedRows) throws {
        guard let job = try damaged.skipping({ try JobTable.job(row) }) else { return try budget.spend() }
        budget.reached = job.jid
        guard filter.takes(job) else { return try budget.spend() }
        jobs.append(job)
    }

    private func isFull(_ jobs: [Job]) -> Bool {
        query.limit.map { jobs.count >= $0 } ?? false
    }
}
