internal import BrineCore
internal import BrineWire
internal import MessagePack

/// What a runner call came to, as the return that is kept of it.
struct RunnerReturn: Sendable, Hashable {
    /// How many bytes of an answer are kept that somebody has waited for, and so has had.
    ///
    /// What looks at fifty thousand jobs each second must not fill the disk.
    static let longestWaitedFor = 64 * 1_024

    let call: RunnerCall
    let result: FunctionResult
    /// The master's own id.
    let master: MinionID

    /// The final state that it brings.
    var state: JobState { jobReturn(result.value).state }

    /// The whole return as a packet; with a text in place of an answer that cannot be kept, since it is too long or too deep.
    var packet: [UInt8] {
        let packet = message(result.value)
        guard packet.count <= ReturnMessage.longestPacket else {
            return message(.string(Self.tooLong(packet.count, ReturnMessage.longestPacket)))
        }
        do {
            _ = try ReturnEnvelope(packet: packet)
            return packet
        } catch {
            return message(.string("The answer is not kept: \(error)"))
        }
    }

    /// The return as a packet, with a text in place of an answer that is longer than is kept of one that was waited for.
    ///
    /// - Parameter length: How many bytes the answer had for whoever waited.
    /// - Returns: the packet.
    func packet(ofAnswer length: Int) -> [UInt8] {
        guard length > Self.longestWaitedFor else { return packet }
        return message(
            .string(Self.tooLong(length, Self.longestWaitedFor) + " of a call that is waited for; --async keeps more")
        )
    }

    private func message(_ value: Value) -> [UInt8] {
        ReturnMessage(id: master, jobReturn(value)).packet
    }

    private func jobReturn(_ value: Value) -> JobReturn {
        JobReturn(
            jid: call.jid,
            calls: Calls(call.function, call.keptArguments),
            user: call.user,
            value: value,
            retcode: result.retcode,
            success: result.success
        )
    }

    private static func tooLong(_ length: Int, _ limit: Int) -> String {
        "The answer is not kept: it was \(length) bytes long, \(limit) are the most"
    }
}
