/// A run of a job's script, as the witness saw it.
struct Run: Sendable, Hashable {
    /// What it is called.
    let id: String
    /// The line of its beginning.
    let began: WitnessLine
    /// The line of its end; nil where it was ended before.
    var ended: WitnessLine?
}
