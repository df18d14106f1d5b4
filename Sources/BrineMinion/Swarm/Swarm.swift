internal import BrineTransport
internal import Synchronization

/// Many simulated minions in one process: the real state machine, sockets, keys and messages, no disk and no workers.
///
/// What it is for: to see how many minions a master carries, and what it does when all of them go or come at once.
public final class Swarm: Sendable {
    private struct State {
        var tallies: [SwarmTally]
        var failure: (any Error)?
    }

    private let state: Mutex<State>
    private let stops: [Mailbox<Never>]
    private let threads: Mutex<[BusThread]>

    /// Starts the threads of a swarm; its minions ask for their master at once.
    ///
    /// - Parameters:
    ///   - settings: What it needs to know.
    ///   - shares: Into how many threads to share it, each with a libzmq of its own.
    /// - Throws: ``SwarmError``, or what the system says where it cannot start.
    public init(_ settings: SwarmSettings, shares: Int) throws {
        let shares = max(1, min(shares, settings.count))
        state = Mutex(State(tallies: Array(repeating: SwarmTally(), count: shares)))
        stops = try (0..<shares).map { _ in try Mailbox<Never>(limit: 0) }
        threads = Mutex([])
        for (index, stop) in stops.enumerated() {
            let numbers =
                settings.first + settings.count * index / shares..<settings.first
                + settings.count * (index + 1) / shares
            let body: @Sendable (() -> Void) throws -> Void = { [self] ready in
                let share = try SwarmShare(numbers, settings, stop: stop) { [self] tally in
                    state.withLock { $0.tallies[index] = tally }
                }
                ready()
                try share.run()
            }
            let thread = try BusThread("swarm", failed: { [self] in failed($0) }, body: body)
            threads.withLock { $0.append(thread) }
        }
    }

    /// How it stands now.
    public var tally: SwarmTally {
        state.withLock { $0.tallies.reduce(SwarmTally(), +) }
    }

    /// Why some of it could not go on; nil where all of it does.
    public var failure: (any Error)? {
        state.withLock { $0.failure }
    }

    /// Closes all connections and waits until that is done.
    public func stop() {
        for stop in stops { stop.close() }
        for thread in threads.withLock({ $0 }) { thread.join() }
    }

    private func failed(_ error: any Error) {
        state.withLock { $0.failure = $0.failure ?? error }
    }
}
