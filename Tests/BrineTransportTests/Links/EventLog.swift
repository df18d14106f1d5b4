import Synchronization

/// What came, in order, for a test that waits for some of it.
final class EventLog<Item: Sendable>: Sendable {
    /// What was waited for did not come within a minute.
    struct NothingCame: Error {}

    private struct Waiter {
        var number: Int
        var isIt: @Sendable ([Item]) -> Bool
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var items: [Item] = []
        var waiters: [Waiter] = []
        var lastNumber = 0
    }

    private let state = Mutex(State())

    /// All that came.
    var items: [Item] { state.withLock { $0.items } }

    /// Something came.
    func append(_ items: [Item]) {
        let done = state.withLock { state in
            state.items += items
            let (done, waiting) = (
                state.waiters.filter { $0.isIt(state.items) }, state.waiters.filter { !$0.isIt(state.items) }
            )
            state.waiters = waiting
            return done
        }
        for waiter in done { waiter.continuation.resume() }
    }

    /// Waits until what came satisfies a condition.
    ///
    /// - Throws: ``NothingCame`` where it does not within a duration.
    func wait(_ limit: Duration = .seconds(60), until isIt: @escaping @Sendable ([Item]) -> Bool) async throws {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let deadline = Task {
            try await Task.sleep(for: limit)
            self.giveUp(number)
        }
        defer { deadline.cancel() }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let isThere = state.withLock { state in
                if isIt(state.items) { return true }
                state.waiters.append(Waiter(number: number, isIt: isIt, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func giveUp(_ number: Int) {
        let given = state.withLock { state in
            let given = state.waiters.filter { $0.number == number }
            state.waiters.removeAll { $0.number == number }
            return given
        }
        for waiter in given { waiter.continuation.resume(throwing: NothingCame()) }
    }
}

extension EventLog where Item: Equatable {
    /// Waits until something has come.
    func wait(for item: Item) async throws {
        try await wait { $0.contains(item) }
    }
}
