internal import BrineCore
internal import GRDB

/// An index by which jobs are found: which words it has, and for a word its jids, newest first.
enum SearchIndex: CaseIterable {
    case function
    case target
    case user
    case mark

    /// The newest jid of a word before a bound: one step into the index.
    var newestSQL: String {
        "SELECT jid FROM \(source) WHERE \(column) = ? AND jid < ? ORDER BY jid DESC LIMIT 1"
    }

    /// The first word from a place on, and the first behind it: each one step into the index.
    func wordSQL(from comparison: String) -> String {
        "SELECT \(column) FROM \(source) WHERE \(column) \(comparison) ? ORDER BY \(column) LIMIT 1"
    }

    private var source: String {
        switch self {
        // By name: the planner could take the primary key, whose order is the one that is asked for.
        case .function: "jobs INDEXED BY jobs_by_function"
        case .user: "jobs INDEXED BY jobs_by_user"
        case .target: "job_targets"
        case .mark: "job_marks"
        }
    }

    private var column: String {
        switch self {
        case .function: "fun"
        case .target: "word"
        case .user: "user"
        case .mark: "mark"
        }
    }

    /// The words of this index that fit one of some globs, each once.
    ///
    /// A look for each glob without a pattern; for another one a look for each word that begins as it does. Of functions one
    /// more for each row of several functions that jobs have.
    func words(fitting globs: [String], _ db: Database, _ budget: inout SearchBudget) throws -> Set<String> {
        var words: Set<String> = []
        for text in globs {
            guard Glob.isPattern(text) else {
                words.insert(text)
                continue
            }
            let glob = Glob(text)
            let prefix = text.prefix { !Glob.isPattern(String($0)) }
            for word in try self.words(beginningWith: String(prefix), db, &budget) where glob.matches(word) {
                words.insert(word)
            }
        }
        guard self == .function else { return words }
        let patterns = globs.map { Glob($0) }
        for word in try self.words(beginningWith: FunctionColumn.mark, db, &budget)
        where FunctionColumn.fits(patterns, word) {
            words.insert(word)
        }
        return words
    }

    private func words(
        beginningWith prefix: String,
        _ db: Database,
        _ budget: inout SearchBudget
    ) throws -> [String] {
        var words: [String] = []
        var (comparison, place) = (">=", prefix)
        while true {
            try budget.spend()
            let next = try db.cachedStatement(sql: wordSQL(from: comparison))
            guard let word = try String.fetchOne(next, arguments: [place]), word.utf8.starts(with: prefix.utf8) else {
                return words
            }
            words.append(word)
            (comparison, place) = (">", word)
        }
    }
}
