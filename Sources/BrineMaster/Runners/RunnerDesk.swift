internal import BrineCore
internal import BrineWire
internal import Logging
internal import MessagePack

/// Runs the commands' calls of runner functions, and sees that each is kept as a job.
///
/// A call that somebody waits for is answered at once and kept after that. One that nobody waits for is in the store, open,
/// before its jid is told, and its return is when it ends. What is not begun, for want of a function or of fitting
/// arguments, is no job.
struct RunnerDesk: Sendable {
    let catalogue: RunnerCatalogue
    let context: RunnerContext
    let records: RunnerRecords
    let events: EventBus
    /// The master's own id.
    let master: MinionID

    /// Runs a call to its end.
    ///
    /// - Parameters:
    ///   - request: The call.
    ///   - answer: Sends a packet to whoever called; once.
    func handle(_ request: RunRequest, answer: ([UInt8]) -> Void) async {
        if let refusal = catalogue.refusal(of: request.function, request.arguments) {
            return answer(RunAnswer(tag: request.tag, value: refusal.value, success: false).packet)
        }
        let call = RunnerCall(
            jid: await context.coordinator.nextJobID(),
            function: request.function,
            arguments: request.arguments,
            user: request.user
        )
        guard request.isAsync else { return conclude(await run(call), tag: request.tag, answer) }
        do {
            try await context.coordinator.begin(call, of: master)
        } catch {
            let reason = "the master cannot begin \(call.function): \(error)"
            return answer(Failure(tag: request.tag, code: .unavailable, message: reason).packet)
        }
        answer(RunAnswer(tag: request.tag, value: .null, success: true, jid: call.jid).packet)
        let ended = await run(call)
        await context.coordinator.end(call.jid, as: ended.state, body: ended.packet)
    }

    private func run(_ call: RunnerCall) async -> RunnerReturn {
        events.announce(.runnerCalled(call), at: now)
        var context = context
        context.user = call.user
        let result = await context.calls.during(call) { [context] in
            await catalogue.run(call.function, call.arguments, context)
        }
        context.logger.info("ran \(call.jid): \(call.function) for \(call.user)")
        return RunnerReturn(call: call, result: result, master: master)
    }

    /// Answers a call that somebody waits for, and has it kept.
    private func conclude(_ ended: RunnerReturn, tag: UInt64, _ answer: ([UInt8]) -> Void) {
        let result = ended.result
        let packet = RunAnswer(tag: tag, value: result.value, success: result.success, jid: ended.call.jid).packet
        // In the row for the store first: what was answered is kept by the time the master has stopped.
        records.put(ended, body: ended.packet(ofAnswer: packet.count), at: now)
        answer(packet)
        events.announce(.runnerReturned(ended.call.jid, packet: { ended.packet }), at: now)
    }

    private var now: Timestamp { context.coordinator.parts.now() }
}
