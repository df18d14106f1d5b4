internal import BrineCore
internal import Glibc
internal import MessagePack
internal import Synchronization

/// The runner calls that are under way in the master.
///
/// Safe to use from any thread.
final class RunnerCalls: Sendable {
    private let rows = Mutex<[JobID: ValueMap]>([:])

    /// Notes a call for as long as some work takes.
    func during<Answer: Sendable>(_ call: RunnerCall, _ work: () async -> Answer) async -> Answer {
        let row: ValueMap = [
            "_stamp": .string(CivilTime(.now()).isoText),
            "fun": .string(call.function.asRunnerCall.description),
            "fun_args": .array(call.arguments.saltForm),
            "jid": .string(call.jid.description),
            "pid": .int(Int64(getpid())),
            "user": .string(call.user),
        ]
        rows.withLock { $0[call.jid] = row }
        defer { rows.withLock { $0[call.jid] = nil } }
        return await work()
    }

    /// The calls, oldest first, without those of a function.
    func rows(without function: FunctionName) -> [Value] {
        rows.withLock { rows in
            rows.sorted { $0.key < $1.key }.map(\.value)
        }
        .filter { $0["fun"] != .string(function.asRunnerCall.description) }
        .map { .map($0) }
    }
}
