/// One thing that happened in a storm.
enum Act: Sendable, Hashable {
    /// The storm began.
    case began(Beginning)
    /// A command was called.
    case called(Call)
    /// A command that was called is ended by a signal of the storm's.
    case signalled(call: Int, signal: Int32)
    /// A command came to its end.
    case ended(CallEnd)
    /// A command did not come to an end in time after all was healed.
    case hung(call: Int)
    /// A fault began at a minion, or at the master; where a worker is killed, with the jids that it had.
    ///
    /// No jids are an idle worker's; nil is what a history of old says, which does not know.
    case struck(Fault, at: String, jobs: [String]? = nil)
    /// What a fault had done there is mended.
    case healed(Fault, at: String)
    /// A job's script wrote that it began, or that it is about to end.
    case witnessed(WitnessLine)
    /// The master told whoever listens that a return is in its store.
    case told(jid: String, minion: String)
    /// What the store has of a job at the end.
    case stored(StoredJob)
    /// Something that should be gone at the end is still there.
    case left(String, at: String)
}

/// An act and its moment.
struct Entry: Sendable, Hashable {
    /// When, on the clock of the storm.
    let at: Duration
    /// What.
    let act: Act
}
