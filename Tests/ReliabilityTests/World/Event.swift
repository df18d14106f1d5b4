import BrineCore

/// One thing that happens in the simulated world, with all that chance decides about it.
///
/// An interleaving is a list of these. One that cannot happen where it stands does nothing, so a list stays one when some are
/// taken out.
enum Event: Hashable, Sendable {
    /// What an operator publishes.
    struct Publication: Hashable, Sendable {
        var function: Function
        /// The minions by their bits; all of them are a broadcast, unless it is rolled out.
        var minions: UInt8
        var rollout: Rollout?
        /// A window of its own.
        var deliverWithin: Duration?
    }

    /// What a job does on a minion.
    enum Function: Hashable, Sendable {
        /// Runs in a worker.
        case worker
        /// Is answered by the minion itself, from memory.
        case inline
    }

    // The world.
    case advance(milliseconds: Int)
    /// Whatever is under way arrives, and is dealt with.
    case calm
    // The operator.
    case publish(Publication)
    case cancel(job: Int)
    case watch(job: Int)
    // The master, between two durable steps.
    case keepJob
    case publishJob
    case commit
    case turn
    case keepReceipts
    case note
    case masterReads(minion: Int, connection: Int, count: Int)
    case masterTick
    /// What the master reads waits for the store, or is read again.
    case holdReading
    case readOn
    case placeTimer
    case storeRefuses
    case storeWorks
    /// Somebody sets the master's wall clock.
    case clockStep(seconds: Int)
    case masterCrash(arriving: Int, unsynced: Int)
    case masterStart
    // The network.
    case enrol(Int, isLost: Bool)
    case grant(minion: Int, connection: Int)
    case cut(Int, down: Int, up: Int)
    case reconnect(Int)
    case minionNotices(Int)
    case masterNotices(minion: Int, connection: Int)
    // The minions.
    case minionReads(Int)
    case minionTick(Int)
    case minionCrash(Int)
    case minionCrashSoon(Int, steps: Int)
    case minionStart(Int)
    case wipe(Int)
    /// Nothing can be written to the minion's disk any more, or again.
    case diskFills(Int)
    case diskHasRoom(Int)
    // Their workers.
    case workerStep(Int, worker: Int, JobState)
    case workerDies(Int, worker: Int)
    case workersSeen(Int)
}

extension Event {
    /// The kinds of events, for counting them.
    enum Kind: Int, CaseIterable, Sendable {
        case advance, calm, publish, cancel, watch, keepJob, publishJob, commit, turn, note, masterReads, masterTick
        case holdReading, readOn, placeTimer, storeRefuses, storeWorks, clockStep, keepReceipts, masterCrash,
            masterStart, enrol, grant, cut,
            reconnect
        case minionNotices, masterNotices, minionReads, minionTick, minionCrash, minionCrashSoon, minionStart, wipe,
            diskFills, diskHasRoom
        case workerStep, workerDies, workersSeen
    }

    /// Its kind.
    var kind: Kind {
        switch self {
        case .advance: .advance
        case .calm: .calm
        case .publish: .publish
        case .cancel: .cancel
        case .watch: .watch
        case .keepJob: .keepJob
        case .publishJob: .publishJob
        case .commit: .commit
        case .turn: .turn
        case .keepReceipts: .keepReceipts
        case .clockStep: .clockStep
        case .note: .note
        case .masterReads: .masterReads
        case .masterTick: .masterTick
        case .holdReading: .holdReading
        case .readOn: .readOn
        case .placeTimer: .placeTimer
        case .storeRefuses: .storeRefuses
        case .storeWorks: .storeWorks
        case .masterCrash: .masterCrash
        case .masterStart: .masterStart
        case .enrol: .enrol
        case .grant: .grant
        case .cut: .cut
        case .reconnect: .reconnect
        case .minionNotices: .minionNotices
        case .masterNotices: .masterNotices
        case .minionReads: .minionReads
        case .minionTick: .minionTick
        case .minionCrash: .minionCrash
        case .minionCrashSoon: .minionCrashSoon
        case .minionStart: .minionStart
        case .wipe: .wipe
        case .diskFills: .diskFills
        case .diskHasRoom: .diskHasRoom
        case .workerStep: .workerStep
        case .workerDies: .workerDies
        case .workersSeen: .workersSeen
        }
    }
}
