import BrineCore

@testable import BrineStorm

/// A small history with one job on two minions, of which all went well; each test spoils it in one way.
struct HistoryBuilder {
    static let jid = "20261123030000000000"
    static let token = "w1c0n1"
    /// The moment on the storm's clock at which the job was published.
    static let published = Duration.seconds(100)

    var window = Duration.seconds(15)
    var call = Call(number: 1, purpose: .wait, words: ["salt"], work: Self.work, minions: ["m01", "m02"])
    var end: CallEnd? = CallEnd(
        number: 1,
        status: 0,
        jid: Self.jid,
        answers: ["m01": .returned(run: "m01-1"), "m02": .returned(run: "m02-1")]
    )
    var jobs = [
        StoredJob(
            jid: Self.jid,
            function: "cmd.run",
            token: Self.token,
            minions: ["m01", "m02"],
            pairs: ["m01": Self.pair("m01-1"), "m02": Self.pair("m02-1")]
        )
    ]
    /// Began or ended, minion, run: in the order in which they were written.
    var witnessed = [
        (false, "m01", "m01-1"), (false, "m02", "m02-1"), (true, "m01", "m01-1"), (true, "m02", "m02-1"),
    ]
    /// Whatever else happened, with seconds after the publication.
    var further: [(Int, Act)] = []

    static let work = Work(kind: .script, token: token)

    static func pair(_ run: String?, _ state: JobState = .succeeded) -> StoredJob.Pair {
        StoredJob.Pair(
            state: state,
            retcode: run == nil ? nil : 0,
            hasReturn: run != nil,
            run: run,
            isWhole: run != nil
        )
    }

    var entries: [Entry] {
        let offset = JobID(Self.jid).map { Duration.microseconds($0.timestamp.microseconds) - Self.published } ?? .zero
        let beginning = Beginning(seed: 1, minions: ["m01", "m02", "m03"], window: window, offset: offset)
        var entries = [
            Entry(at: .zero, act: .began(beginning)), Entry(at: Self.published - .milliseconds(20), act: .called(call)),
        ]
        for (place, (isEnd, minion, run)) in witnessed.enumerated() {
            let at = Self.published + .milliseconds(100 * (place + 1))
            let line = WitnessLine(isEnd: isEnd, token: Self.token, minion: minion, run: run, place: place, at: at)
            entries.append(Entry(at: at, act: .witnessed(line)))
        }
        if let end { entries.append(Entry(at: Self.published + .seconds(2), act: .ended(end))) }
        entries += further.map { Entry(at: Self.published + .seconds($0), act: $1) }
        return entries + jobs.map { Entry(at: .seconds(1_000), act: .stored($0)) }
    }

    /// The promises that it breaks.
    var broken: [Promise] { Checker.violations(of: entries).map(\.promise) }
}
