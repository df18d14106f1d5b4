internal import BrineCore
internal import MessagePack

/// A call of a runner function that the master has begun: a job of the master's own.
struct RunnerCall: Sendable, Hashable {
    /// How many bytes of arguments are kept with a call.
    static let longestArguments = 64 * 1_024

    let jid: JobID
    let function: FunctionName
    let arguments: CallArguments
    /// Who called.
    let user: String

    /// The arguments as they are kept: a text in their place where they are too long.
    var keptArguments: CallArguments {
        let count = Value.array(arguments.saltForm).messagePack.count
        guard count > Self.longestArguments else { return arguments }
        return CallArguments([
            .string("The arguments are not kept: they have \(count) bytes, \(Self.longestArguments) are the most")
        ])
    }

    /// The job as which it is kept.
    ///
    /// - Parameters:
    ///   - master: The master's own id.
    ///   - number: The number under which the store knows that.
    /// - Returns: the job.
    func job(of master: MinionID, _ number: MinionNumber) -> Job {
        Job(
            jid: jid,
            calls: Calls(function.asRunnerCall, keptArguments),
            target: .list([master]),
            user: user,
            minions: [number],
            deliverBefore: jid.timestamp
        )
    }
}
