/// Holds a history against the promises.
enum Checker {
    /// What a history breaks, in the order of the promises, each with the entries that show it.
    static func violations(of entries: [Entry]) -> [Violation] {
        let story = Story(entries)
        return Promise.allCases.flatMap { story.violations(of: $0) }
            .map { violation in
                var violation = violation
                violation.excerpt = story.excerpt(for: violation)
                return violation
            }
    }
}

extension Story {
    fileprivate func violations(of promise: Promise) -> [Violation] {
        switch promise {
        case .acknowledged: forgottenJobs()
        case .readable: unreadableJobs()
        case .once: repeatedPublications()
        case .atMostOnce: repeatedRuns()
        case .kept: lostReturns()
        case .settled: openPairs()
        case .succeeded: emptySuccesses()
        case .notStarted: startedAllTheSame()
        case .nobodyElse: strangers()
        case .places: crowdedRollouts()
        case .reasons: endsWithoutReason()
        case .truth: untrueCommands()
        case .told: toldTooEarly()
        case .ends: hung.map { Violation(promise: .ends, job: "call \($0)", minion: nil, text: "it goes on and on") }
        case .clean:
            leftovers.map { Violation(promise: .clean, job: $0.what, minion: $0.place, text: "is still there") }
        }
    }
}
