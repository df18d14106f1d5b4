internal import Synchronization
package import ZeroMQ

/// What others want a socket's thread to do: a bounded queue into it, with a wake-up for its poller.
///
/// Anyone posts; the one thread that owns the socket takes. At the bound a post is refused, and the caller decides what that
/// means: nobody ever waits for a socket.
package final class Mailbox<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let limit: Int
    /// Becomes readable when there is something to take.
    package let wakeUp: WakeUp

    /// A queue of at most `limit` items.
    ///
    /// - Throws: ``ZeroMQError`` where the system gives no event descriptor.
    package init(limit: Int) throws {
        self.limit = limit
        wakeUp = try WakeUp()
    }

    /// Puts an item in line; false where the queue is full or closed.
    @discardableResult
    package func post(_ item: Item) -> Bool {
        post(contentsOf: CollectionOfOne(item))
    }

    /// Puts items in line, all or none; false where they do not fit or the queue is closed.
    @discardableResult
    package func post(contentsOf items: some Collection<Item>) -> Bool {
        let wasEmpty: Bool? = state.withLock { state in
            guard !state.isClosed, state.items.count + items.count <= limit else { return nil }
            defer { state.items.append(contentsOf: items) }
            return state.items.isEmpty
        }
        if wasEmpty == true { wakeUp.signal() }
        return wasEmpty != nil
    }

    /// Takes all there is.
    ///
    /// Only the owner of the socket calls this.
    package func takeAll() -> [Item] {
        wakeUp.clear()
        return state.withLock { state in
            defer { state.items = [] }
            return state.items
        }
    }

    /// Refuses posts from now on and wakes the owner, which ends when it finds the queue closed and empty.
    package func close() {
        state.withLock { $0.isClosed = true }
        wakeUp.signal()
    }

    /// Whether the queue is closed.
    package var isClosed: Bool {
        state.withLock { $0.isClosed }
    }
}
