internal import BrineCore

/// The names of what the minion itself puts into its outbox: own calls and events.
///
/// They are jids, since the outbox and the acknowledgements go by these, but of moments that no master gives: a job's jid is
/// never one of them.
enum LocalName {
    /// Four thousand years, in microseconds.
    private static let distance: Int64 = 4_000 * 31_556_952 * 1_000_000

    /// The first name for what happens at a moment.
    static func moment(for moment: Timestamp) -> Timestamp {
        Timestamp(microseconds: moment.microseconds + distance)
    }

    /// Whether a jid is such a name.
    static func isOne(_ jid: JobID) -> Bool {
        jid.microseconds >= distance
    }
}
