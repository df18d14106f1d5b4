import BrineCore
import BrineStore
import MessagePack

@testable import BrineMaster

// What operators ask for, but for jobs.
extension ModelMaster {
    private static let question = Calls(FunctionName(module: "saltutil", function: "term_job"), CallArguments(["jid"]))

    /// As `JobCoordinator.cancel(_:for:within:)` and its question to the minions.
    func cancel(_ jid: JobID) throws(Violation) -> Bool {
        guard let live = tracker.jobs[jid], !live.isInternal else { return false }
        world.note("\(world.name(jid)) is cancelled")
        let held = Set(live.waiting.filter(\.value.isHeld).keys)
        try act(tracker.cancel(jid, at: now))
        let asked = (tracker.jobs[jid]?.waiting ?? [:]).keys
            .filter { tracker.isConnected($0, at: now) && !held.contains($0) }
            .sorted()
        guard !asked.isEmpty else { return true }
        let ends = now + .seconds(10)
        let question = Job(
            jid: allocator.nextUnkept(at: world.wallClock),
            calls: Self.question,
            target: Self.everyMinion,
            user: "root",
            minions: asked,
            deliverBefore: world.wallClock + .seconds(10)
        )
        world.functions[question.jid] = .end(jid)
        _ = tracker.begin(question, packet: [], isInternal: true, deliverBefore: ends, at: now)
        questions[question.jid] = Question(expected: Set(asked), ends: ends)
        for minion in asked {
            send(.command(Command(question, deliverBefore: ends), isOnOwnTopic: true, by: self), to: minion)
        }
        return true
    }

    /// As `JobCoordinator.answerInquiry(_:_:_:)`.
    func answer(_ jid: JobID, _ minion: MinionNumber) {
        tracker.settled(jid, minion, as: .succeeded, at: now)
        send(.acknowledgement([jid]), to: minion)
        questions[jid]?.answered.insert(minion)
        if let question = questions[jid], question.answered == question.expected { endQuestion(jid) }
    }

    func endQuestion(_ jid: JobID) {
        questions[jid] = nil
        tracker.end(jid)
        endedQuestions.add(jid)
    }

    /// As `JobCoordinator.watch(_:for:)`: all outcomes from the store.
    func watch(_ jid: JobID) throws(Violation) -> Bool {
        guard let kept = world.store.kept[jid] else { return false }
        for minion in kept.job.minions {
            if let outcome = kept.outcomes[minion] { try world.ledger.told(outcome) }
        }
        return true
    }
}
