/// A fault with its duration.
struct Trouble: Sendable, Hashable {
    /// What it was.
    let fault: Fault
    /// At which minion, or at `master`.
    let place: String
    /// The jobs of the worker that was killed; nil where it is another fault, or the history does not say.
    var jobs: [String]?
    /// When it began.
    let from: Duration
    /// When it was mended; nil where it never was.
    var to: Duration?

    /// Whether any of it lies in a span of time.
    func touches(_ span: ClosedRange<Duration>) -> Bool {
        from <= span.upperBound && (to.map { $0 >= span.lowerBound } ?? true)
    }
}
