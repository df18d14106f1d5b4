import BrineCore
import MessagePack

@testable import BrineMaster

// From a request to the wire, with the store in between.
extension ModelMaster {
    private static let calls = Calls(FunctionName(module: "cmd", function: "run"), CallArguments(["true"]))

    /// As `JobCoordinator.publish(_:told:)` up to where it waits for the store.
    func publish(_ publication: Event.Publication) {
        let minions = world.minions.map(\.number).filter { publication.minions & (1 << UInt8($0.rawValue)) != 0 }
        guard !minions.isEmpty else { return }
        let window = publication.deliverWithin ?? world.scenario.window
        let job = Job(
            jid: allocator.next(at: world.wallClock),
            calls: Self.calls,
            target: Self.everyMinion,
            user: "root",
            minions: minions,
            deliverBefore: world.wallClock + window,
            deliverWithin: publication.deliverWithin,
            rollout: publication.rollout
        )
        world.jobs.append(job.jid)
        world.functions[job.jid] = publication.function == .inline ? .inline : .worker
        let rollout =
            publication.rollout.map {
                " in a rollout, \($0.size) at a time, max-errors \($0.maximumErrors?.description ?? "none"), wait \($0.wait.components.seconds) s"
            } ?? ""
        world.note(
            "\(world.name(job.jid)) is asked for: \(publication.function), for \(minions.map(world.name))\(rollout)"
        )
        publishing.append(
            Publishing(job: job, isForAll: minions.count == world.minions.count, order: minions)
        )
    }

    /// The store has the job.
    func keepJob() -> Bool {
        guard !world.storeRefuses, let index = publishing.firstIndex(where: { !$0.isKept }) else { return false }
        if world.brokenRule == .publishBeforeKeeping {
            broadcast(publishing[index].job, until: end(of: publishing[index].job))
        }
        world.store.add(publishing[index].job)
        publishing[index].isKept = true
        world.note("the store has \(world.name(publishing[index].job.jid))")
        return true
    }

    /// As `JobCoordinator.publish(_:told:)` from where the store has the job.
    func publishJob() throws(Violation) -> Bool {
        guard let index = publishing.firstIndex(where: \.isKept) else { return false }
        let one = publishing.remove(at: index)
        let end = end(of: one.job)
        let late = tracker.begin(
            seen(one.job),
            packet: [],
            isInternal: false,
            order: one.order,
            deliverBefore: end,
            at: now
        )
        guard one.job.rollout == nil else {
            try advanceRollouts()
            return true
        }
        world.note("the master publishes \(world.name(one.job.jid))")
        if one.isForAll {
            broadcast(one.job, until: end)
            for minion in late {
                send(.command(Command(one.job, deliverBefore: end), isOnOwnTopic: true, by: self), to: minion)
            }
        } else {
            for minion in one.job.minions {
                send(.command(Command(one.job, deliverBefore: end), isOnOwnTopic: true, by: self), to: minion)
            }
        }
        return true
    }

    /// The end of the window of a job that is published now, by the steady clock.
    private func end(of job: Job) -> Timestamp { now + (job.deliverWithin ?? world.scenario.window) }

    private func broadcast(_ job: Job, until end: Timestamp) {
        for connection in world.connections.joined()
        where connection.isGranted && !connection.isEndedAtMaster && !connection.isCut && connection.isOpenAtMinion {
            connection.down.append(.command(Command(job, deliverBefore: end), isOnOwnTopic: false, by: self))
        }
    }
}
