internal import BrineCore
internal import Glibc
internal import MessagePack
internal import Synchronization

/// The runner calls that are under way in the master.
///
/// Safe to use from any thread.
final class RunnerCalls: Sendable {
    private struct State {
        var last: UInt64 = 0
        var rows: [UInt64: ValueMap] = [:]
    }

    private let state = Mutex(State())

    /// Notes a call for as long as some work takes.
    func during<Answer: Sendable>(
        _ function: FunctionName,
        _ arguments: CallArguments,
        user: String,
        _ work: () async -> Answer
    ) async -> Answer {
        let row: ValueMap = [
            "_stamp": .string(CivilTime(.now()).isoText),
            "fun": .string("runner.\(function)"),
            "fun_args": .array(arguments.saltForm),
            "pid": .int(Int64(getpid())),
            "user": .string(user),
        ]
        let key = state.withLock { state in
            state.last += 1
            state.rows[state.last] = row
            return state.last
        }
        defer { state.withLock { $0.rows[key] = nil } }
        return await work()
    }

    /// The calls, oldest first, without those of a function.
    func rows(without function: FunctionName) -> [Value] {
        state.withLock { state in
            state.rows.sorted { $0.key < $1.key }.map(\.value)
        }
        .filter { $0["fun"] != .string("runner.\(function)") }
        .map { .map($0) }
    }
}
