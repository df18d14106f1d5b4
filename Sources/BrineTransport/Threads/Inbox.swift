internal import Synchronization
package import ZeroMQ

/// What a socket's thread has received, in order, on its way to the one task that handles it.
///
/// The thread never waits here. Where a socket can be left unread, its thread looks at ``hasRoom`` first: at the bound the
/// rest stays in the socket, whose own queue and TCP then hold the senders back, and the thread is woken through its poller
/// when there is room again. The publish socket's requests cannot be left (`PublishLink`), and are put here all the same.
public final class Inbox<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var weight = 0
        var isClosed = false
        var consumer: CheckedContinuation<[Item]?, Never>?
        var producerWaits = false
    }

    private let state = Mutex(State())
    private let limit: Int
    private let weigh: @Sendable (Item) -> Int
    private let room: WakeUp

    /// An inbox that takes items up to a total weight.
    ///
    /// - Parameters:
    ///   - limit: The weight from which on ``hasRoom`` is false.
    ///   - weigh: An item's weight, for example its bytes; 1 each where nothing is said.
    /// - Throws: ``ZeroMQError`` where the system gives no event descriptor.
    public init(limit: Int, weigh: @escaping @Sendable (Item) -> Int = { _ in 1 }) throws {
        self.limit = limit
        self.weigh = weigh
        room = try WakeUp()
    }

    /// Becomes readable when there is room again after there was none.
    package var roomWakeUp: WakeUp { room }

    /// Whether the producer may go on reading; asking while there is none makes the inbox wake it when there is.
    package var hasRoom: Bool {
        state.withLock { state in
            state.producerWaits = state.weight >= limit
            return !state.producerWaits
        }
    }

    /// Puts items at the end.
    ///
    /// Takes them also beyond the limit: what was read from a socket is never dropped here.
    package func put(_ items: [Item]) {
        let weight = items.reduce(0) { $0 + weigh($1) }
        let waiting: CheckedContinuation<[Item]?, Never>? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.items += items
            state.weight += weight
            guard let consumer = state.consumer else { return nil }
            state.consumer = nil
            return consumer
        }
        waiting?.resume(returning: takeAll())
    }

    /// All that has come since the last call, waiting where that is nothing; nil when the inbox is closed.
    ///
    /// For one task.
    public func next() async -> [Item]? {
        await withCheckedContinuation { continuation in
            let ready: Bool = state.withLock { state in
                if state.items.isEmpty, !state.isClosed {
                    state.consumer = continuation
                    return false
                }
                return true
            }
            guard ready else { return }
            let items = takeAll()
            continuation.resume(returning: items.isEmpty ? nil : items)
        }
    }

    /// Ends the inbox: what is in it is still handed out, then nil.
    public func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.consumer = nil }
            return state.consumer
        }
        waiting?.resume(returning: nil)
    }

    private func takeAll() -> [Item] {
        let (items, wake) = state.withLock { state in
            defer {
                state.items = []
                state.weight = 0
                state.producerWaits = false
            }
            return (state.items, state.producerWaits)
        }
        if wake { room.signal() }
        return items
    }
}
