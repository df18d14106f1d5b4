internal import BrineCore
public import Logging

/// The minion, from its first question to the master to its stop.
///
/// Its jobs outlive it.
public struct Minion: Sendable {
    private let settings: MinionSettings
    private let logger: Logger

    /// A minion with its settings.
    ///
    /// - Parameters:
    ///   - settings: What it needs to know.
    ///   - logger: Where it tells of itself.
    public init(settings: MinionSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Runs until it is told to stop, on the thread that calls, which is to have nothing else to do.
    ///
    /// Not a task: Swift's tasks wake their threads each second on Linux, and a minion that has nothing to do shall sleep.
    ///
    /// - Parameters:
    ///   - stop: A descriptor that becomes readable when the minion shall stop.
    ///   - ready: Called once, when it has looked after its old jobs and begins to ask for its master.
    /// - Throws: What keeps it from starting or going on: a folder that cannot be written, another minion that runs, a master
    ///   with another key than the trusted one.
    public func run(until stop: Int32, ready: () -> Void) throws {
        let loop = try MinionLoop(settings, logger, stop: stop)
        try loop.adopt()
        ready()
        logger.notice("salt-minion \(brineVersion) \(settings.id) has started; its master is \(settings.master)")
        try loop.run()
        logger.notice("salt-minion has stopped")
    }
}
