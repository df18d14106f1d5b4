/// What a job's script wrote of itself, where no part of Brine has a hand in it.
struct WitnessLine: Sendable, Hashable {
    /// Whether it was about to end; otherwise it began.
    let isEnd: Bool
    /// The work's token.
    let token: String
    /// The minion, by its environment.
    let minion: String
    /// What this run is called, and no other.
    let run: String
    /// Where the line stands among all: what stands before happened before.
    let place: Int
    /// When it was written.
    let at: Duration
}

extension WitnessLine {
    /// Reads `began|ended token minion run uptime`; nil for a line that was cut off.
    init?(_ line: some StringProtocol, place: Int) {
        let words = String(line).split(separator: " ").map { String($0) }
        guard words.count == 5, words[0] == "began" || words[0] == "ended", let seconds = Double(words[4]) else {
            return nil
        }
        self.init(
            isEnd: words[0] == "ended",
            token: words[1],
            minion: words[2],
            run: words[3],
            place: place,
            at: .milliseconds(Int((seconds * 100).rounded()) * 10)
        )
    }
}
