internal import BrineCore
internal import BrineTransport
public import Logging
public import ServiceLifecycle
internal import Synchronization

/// The minion, from its first question to the master to its stop.
///
/// Its jobs outlive it.
public struct MinionService: Service {
    private let settings: MinionSettings
    private let logger: Logger
    private let ready: @Sendable () -> Void

    /// A minion with its settings.
    ///
    /// - Parameters:
    ///   - settings: What it needs to know.
    ///   - logger: Where it tells of itself.
    ///   - ready: Called once, when it has looked after its old jobs and begins to ask for its master.
    public init(settings: MinionSettings, logger: Logger, ready: @escaping @Sendable () -> Void) {
        self.settings = settings
        self.logger = logger
        self.ready = ready
    }

    /// Runs until it is told to shut down.
    ///
    /// - Throws: What keeps it from starting or going on: a folder that cannot be written, another minion that runs, a master
    ///   with another key than the trusted one.
    public func run() async throws {
        let stop = try StopSignal()
        let outcome = Outcome()
        let (settings, logger) = (settings, logger)
        let thread = try BusThread("minion") { opened in
            let loop = try MinionLoop(settings, logger, stop: stop)
            try loop.adopt()
            opened()
            outcome.set(Result { try loop.run() })
        }
        ready()
        logger.notice("salt-minion \(brineVersion) \(settings.id) has started; its master is \(settings.master)")
        await withTaskGroup { group in
            group.addTask {
                try? await gracefulShutdown()
                stop.request()
            }
            await outcome.wait()
            group.cancelAll()
        }
        thread.join()
        try outcome.get()
        logger.notice("salt-minion has stopped")
    }
}

/// How the minion's thread ended, for the task that waits for it.
private final class Outcome: Sendable {
    private struct State {
        var result: Result<Void, any Error>?
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func set(_ result: Result<Void, any Error>) {
        let waiting = state.withLock { state in
            state.result = result
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.result == nil { state.waiting = continuation }
                return state.result != nil
            }
            if isOver { continuation.resume() }
        }
    }

    func get() throws {
        try state.withLock { $0.result }?.get()
    }
}
