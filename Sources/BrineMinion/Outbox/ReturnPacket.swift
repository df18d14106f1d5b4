internal import BrineCore
internal import BrineWire
internal import MessagePack

/// The packet of a return that the master can take.
enum ReturnPacket {
    /// A return as a packet.
    ///
    /// One that no master would take (too long, or nested too deep) would come back from the outbox for ever: it is replaced
    /// by one that says so.
    static func make(_ jobReturn: JobReturn, of minion: MinionID, isOwnCall: Bool = false) -> [UInt8] {
        let packet = ReturnMessage(id: minion, jobReturn, isOwnCall: isOwnCall).packet
        guard let problem = problem(packet) else { return packet }
        var replaced = jobReturn
        replaced.value = .string("The job has ended, but its return cannot be sent: \(problem)")
        replaced.success = false
        if replaced.retcode == 0 { replaced.retcode = 1 }
        // The arguments may be what is too long: they are the job's, which the master has.
        replaced.calls = replaced.calls.withoutArguments
        return ReturnMessage(id: minion, replaced, isOwnCall: isOwnCall).packet
    }

    private static func problem(_ packet: [UInt8]) -> String? {
        guard packet.count <= ReturnMessage.longestPacket else {
            return "it has \(packet.count) bytes, \(ReturnMessage.longestPacket) are the most"
        }
        do {
            _ = try ReturnEnvelope(packet: packet)
            return nil
        } catch {
            return "\(error)"
        }
    }
}
