internal import Synchronization

/// The commands that run now, the jids of late, and the numbers of calls.
final class CallsUnderWay: Sendable {
    private struct State {
        var last = 0
        var running: [(number: Int, pid: Int32)] = []
        var recent: [String] = []
    }

    private let state = Mutex(State())

    /// A number for the next call.
    func next() -> Int {
        state.withLock {
            $0.last += 1
            return $0.last
        }
    }

    func began(_ number: Int, pid: Int32) {
        state.withLock { $0.running.append((number, pid)) }
    }

    func ended(_ number: Int) {
        state.withLock { state in state.running.removeAll { $0.number == number } }
    }

    /// The calls that have begun and not ended.
    var running: [(number: Int, pid: Int32)] { state.withLock { $0.running } }

    /// One of those, if there are any.
    func any(_ choice: Int) -> (number: Int, pid: Int32)? {
        state.withLock { $0.running.isEmpty ? nil : $0.running[choice % $0.running.count] }
    }

    /// Notes a jid that was printed.
    func printed(_ jid: String) {
        state.withLock { state in
            state.recent.insert(jid, at: 0)
            if state.recent.count > 20 { state.recent.removeLast() }
        }
    }

    /// One of the jids of late, if there are any.
    func recent(_ choice: Int) -> String? {
        state.withLock { $0.recent.isEmpty ? nil : $0.recent[choice % $0.recent.count] }
    }
}
