internal import GRDB

/// The jids that fit one condition of a search, newest first, found step by step in an index.
///
/// A condition can have many words (a glob that fits fifty functions): the newest jid of each stands in a heap, so that a
/// step costs one look into the index and the logarithm of their number.
struct SearchStream {
    private struct Head {
        let word: DatabaseValue
        var jid: Int64
    }

    private let newest: Statement
    private var heap: [Head]

    /// The jids of some words of an index.
    init(_ index: SearchIndex, _ words: some Sequence<some DatabaseValueConvertible>, _ db: Database) throws {
        newest = try db.cachedStatement(sql: index.newestSQL)
        // Not looked for yet: later than every jid there can be.
        heap = words.map { Head(word: $0.databaseValue, jid: .max) }
    }

    /// The newest jid before a bound, which must not rise from call to call; nil where there is none.
    mutating func newest(before bound: Int64, _ budget: inout SearchBudget) throws -> Int64? {
        while let top = heap.first {
            guard top.jid >= bound else { return top.jid }
            try budget.spend()
            if let jid = try Int64.fetchOne(newest, arguments: [top.word, bound]) {
                heap[0].jid = jid
            } else {
                heap.swapAt(0, heap.count - 1)
                heap.removeLast()
            }
            sink()
        }
        return nil
    }

    /// Brings the head on top, whose jid has become older, to its place.
    private mutating func sink() {
        var place = 0
        while true {
            let left = 2 * place + 1
            guard left < heap.count else { return }
            let right = left + 1
            let newer = right < heap.count && heap[right].jid > heap[left].jid ? right : left
            guard heap[newer].jid > heap[place].jid else { return }
            heap.swapAt(place, newer)
            place = newer
        }
    }
}
