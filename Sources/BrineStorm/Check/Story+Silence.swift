/// When a minion and its master could reach each other.
extension Story {
    /// How long a minion may take to connect again when a fault is mended.
    static let reconnecting = Duration.seconds(4)
    /// How long, in a row, a minion is within reach that must have got a job and said so: the first copy is sent again after two
    /// seconds, and a receipt is kept within one.
    static let reach = Duration.seconds(2)

    /// Whether a minion was within reach for long enough in a span of time, in a row, that it must have got a job.
    func couldBeReached(_ minion: String, in span: ClosedRange<Duration>) -> Bool {
        let enough = min(Self.reach, span.upperBound - span.lowerBound)
        let silences = troubles(at: minion, in: (span.lowerBound - Self.reconnecting)...span.upperBound)
            .filter(\.fault.isSilence).sorted { $0.from < $1.from }
        var from = span.lowerBound
        for silence in silences {
            if silence.from - from >= enough { return true }
            guard let to = silence.to else { return false }
            from = max(from, to + Self.reconnecting)
        }
        return span.upperBound - from >= enough
    }
}
