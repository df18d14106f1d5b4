import BrineMinion
import Glibc

/// Waits while a swarm runs: says when all of its minions are connected, shows how it stands, and sums up at the end.
struct SwarmWatch {
    let swarm: Swarm
    let count: Int
    /// Becomes readable when the swarm shall end.
    let stop: Int32

    /// How often it is looked at; on a terminal it is shown each second.
    private static let interval = Duration.milliseconds(100)

    /// Waits to the end.
    ///
    /// - Throws: Why the swarm cannot go on, or ``ConsoleError``.
    func run() throws {
        let begin = ContinuousClock.now
        let isShown = isatty(STDERR_FILENO) == 1
        var line = StatusLine()
        var shownAt = begin - .seconds(1)
        var isReady = false
        while !waitForStop() {
            if let failure = swarm.failure {
                line.clear()
                throw failure
            }
            let tally = swarm.tally
            if (tally.connected == count) != isReady {
                isReady = tally.connected == count
                line.clear()
                let what = isReady ? "\(count) minions are connected" : "minions have lost their connection"
                try console.writeLine("\(what) after \(seconds(since: begin)) s")
            }
            if isShown, .now - shownAt >= .seconds(1) {
                shownAt = .now
                line.show(Self.status(tally, of: count))
            }
        }
        line.clear()
        let tally = swarm.tally
        try console.writeLine(Self.summary(tally, of: count, after: seconds(since: begin)))
    }

    private var console: ConsoleWriter { .standardOutput }

    /// Waits for a moment, and says whether the swarm shall end.
    private func waitForStop() -> Bool {
        var waited = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
        return poll(&waited, 1, Int32(Self.interval / .milliseconds(1))) > 0
    }

    private func seconds(since begin: ContinuousClock.Instant) -> String {
        let tenths = Int((ContinuousClock.now - begin) / .milliseconds(100))
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// How a swarm stands, for the line on a terminal.
    static func status(_ tally: SwarmTally, of count: Int) -> String {
        "\(tally.connected) of \(count) connected, \(tally.running) jobs run, \(tally.commands) commands, "
            + "\(tally.acknowledged) returns acknowledged, \(tally.losses) connections lost"
    }

    /// What became of a swarm.
    static func summary(_ tally: SwarmTally, of count: Int, after seconds: String) -> String {
        """
        minions: \(count)
        connected: \(tally.connected)
        questions: \(tally.questions)
        busy: \(tally.busy)
        welcomes: \(tally.welcomes)
        losses: \(tally.losses)
        commands: \(tally.commands)
        repeats: \(tally.repeats)
        acknowledged: \(tally.acknowledged)
        seconds: \(seconds)
        """
    }
}
