internal import BrineCore

/// Decides how many minions may connect at a time: who is told to come in, and who to ask again later.
///
/// Connecting costs a master ten times what a question costs it, and takes the longer the more connect at once. So
/// of thousands that come back together as many come in as there are places, and the others are told when their turn is, by
/// how long connecting takes now. A place is given back when its minion listens, or after a patience.
///
/// A plain value with no clock. It keeps nobody's turn: who asks while there is a place has it, and who comes too soon is
/// told again. So everybody is told half of the time that the line before it takes: a question costs little, and an empty place
/// is lost.
struct Admission: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// What a minion is told.
    enum Answer: Sendable, Hashable {
        /// Connect now.
        case enter
        /// Ask again after that time.
        case later(Duration)
    }

    /// How long a minion that connects has its place.
    static let patience = Duration.seconds(10)
    /// The shortest and the longest time after which a minion is to ask again.
    static let waits = Duration.milliseconds(200)...Duration.seconds(5)

    private let limit: Int
    /// The minions that connect, and since when.
    private var inside: [MinionID: Instant] = [:]
    /// How many were told to ask again and are not due to, as of when.
    private var line: (length: Double, asOf: Instant)?
    /// How long connecting takes, of late.
    private var stay = Duration.milliseconds(200)
    /// When those that took too long are looked for again: not at each question of a flood.
    private var nextSweep: Instant?

    /// With so many places.
    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// How many connect now, as far as is known.
    var count: Int { inside.count }

    /// An accepted minion asks.
    mutating func ask(_ minion: MinionID, at now: Instant) -> Answer {
        sweep(at: now)
        guard inside[minion] == nil, inside.count >= limit else {
            inside[minion] = now
            return .enter
        }
        // The line moves on by one each time that a place becomes free.
        let pace = max(stay, .milliseconds(1)) / limit
        let length = line.map { max(0, $0.length - (now - $0.asOf) / pace) } ?? 0
        let wait = pace * (length + 1) / 2
        guard wait <= Self.waits.upperBound else { return .later(Self.waits.upperBound) }
        line = (length + 1, now)
        return .later(max(wait, Self.waits.lowerBound))
    }

    /// A minion listens.
    mutating func listens(_ minion: MinionID, at now: Instant) {
        guard let since = inside.removeValue(forKey: minion) else { return }
        stay = (stay * 15 + min(now - since, Self.patience)) / 16
    }

    private mutating func sweep(at now: Instant) {
        guard inside.count >= limit, nextSweep.map({ now >= $0 }) ?? true else { return }
        nextSweep = now + .milliseconds(100)
        inside = inside.filter { now - $0.value < Self.patience }
    }
}
