import BrineWire

/// What the master is asked while a job is watched, and when.
///
/// A plain value: moments come in. Numbers are asked for usually, which cost the master little; how each minion stands only
/// where something may have been missed.
struct WatchQuestions {
    /// The moments it reckons with.
    typealias Instant = ContinuousClock.Instant

    /// What is to be asked.
    enum Question: Hashable {
        /// How each minion stands, and news from now on.
        case standing
        /// How many minions stand how.
        case numbers
    }

    /// After how long without news the master is asked: what only moves between states is not told otherwise.
    ///
    /// Not while outcomes come: where some are on their way, the master answers with all that there are.
    static let interval = Duration.seconds(1)

    /// When the next question is due.
    private(set) var next: Instant
    private var unanswered = 0
    private var wantsStanding = true
    /// The tag of the last question how each minion stands.
    private var standingTag: UInt64?

    /// The first question is due at once.
    init(at now: Instant) {
        next = now
    }

    /// Whether the master has just been silent for so long that it is told of.
    var isSilent: Bool { unanswered == 4 }

    /// What is to be asked now; it counts as asked.
    mutating func due(at now: Instant) -> Question? {
        guard now >= next else { return nil }
        next = now + Self.interval
        // A master that was away has forgotten who watches.
        let question: Question = wantsStanding || unanswered > 0 ? .standing : .numbers
        unanswered += 1
        return question
    }

    /// The question how each minion stands went out under a tag.
    mutating func asked(_ tag: UInt64) {
        standingTag = tag
    }

    /// Outcomes came.
    mutating func news(at now: Instant) {
        unanswered = 0
        next = now + Self.interval
    }

    /// It was told how each minion stands.
    mutating func standing() {
        unanswered = 0
        wantsStanding = false
    }

    /// Numbers came.
    ///
    /// - Parameters:
    ///   - agree: Whether they are those of the minions that are waited for: where not, the job has ended or news were lost.
    ///   - now: When.
    mutating func numbers(agree: Bool, at now: Instant) {
        unanswered = 0
        guard !agree else { return }
        wantsStanding = true
        next = now
    }

    /// Whether a refusal ends the watching.
    ///
    /// A master that cannot answer for now has not answered. One that does not know the question for numbers is asked the
    /// other one in turn.
    func isEnd(_ failure: Failure) -> Bool {
        failure.tag == standingTag && failure.code != .unavailable
    }
}
