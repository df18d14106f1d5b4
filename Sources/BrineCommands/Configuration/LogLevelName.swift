/// How much is logged, in Salt's words, from everything to nothing.
enum LogLevelName: String, Sendable, CaseIterable, Comparable {
    case all
    case garbage
    case trace
    case debug
    case profile
    case info
    case warning
    case error
    case critical
    case quiet

    /// The level that a word names, in either case, or nil where it names none.
    init?(_ word: String) {
        self.init(rawValue: word.lowercased())
    }

    /// The one that says more comes first.
    static func < (left: LogLevelName, right: LogLevelName) -> Bool {
        left.place < right.place
    }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
