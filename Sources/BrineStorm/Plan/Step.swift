/// What a caller does next.
enum Step: Sendable, Hashable {
    /// Publish a job.
    case publish(Publication)
    /// Cancel a job of late.
    case cancel(recent: Int)
    /// Signal a job of late, by a function of `saltutil`, on a minion.
    case signal(String, minion: String, recent: Int)
    /// Publish a job of late anew, where it came to a certain end.
    case rerun(String, recent: Int)
    /// Ask what changes nothing, by the words of a call.
    case look([String])
}
