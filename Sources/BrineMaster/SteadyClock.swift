internal import BrineCore

/// A clock that goes on evenly, whatever is done to the machine's wall clock, and also while the machine sleeps.
///
/// All that waits is reckoned by it: delivery windows, silence, patience. It shows what the wall clock showed when it was
/// first asked in this process, and what has passed since, so its moments are meant for this process and for those that it tells its time
/// to (``WelcomeMessage/clock``); what is kept or shown is told by the wall clock.
enum SteadyClock {
    private static let beginning = (shown: Timestamp.now(), at: ContinuousClock.now)

    /// The moment by this clock.
    static func now() -> Timestamp {
        let beginning = beginning
        return beginning.shown + beginning.at.duration(to: .now)
    }
}
