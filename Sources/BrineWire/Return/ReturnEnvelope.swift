package import BrineCore
internal import MessagePack

/// What the master reads of a return: who, which job, and how it ended.
///
/// The return itself stays unopened.
package struct ReturnEnvelope: Sendable, Hashable {
    /// The job.
    package var jid: JobID
    /// Who the payload says it is from.
    package var id: MinionID
    /// The final state it brings.
    package var state: JobState
    /// Whether nobody but the minion asked for the job.
    package var isOwnCall: Bool

    /// Reads the envelope of a return's packet in place.
    ///
    /// Linear in the packet's length, without a copy of it.
    ///
    /// - Throws: ``WireError`` where the packet is no return or its envelope is wrong.
    package init(packet: [UInt8]) throws(WireError) {
        let kind = try OpenedPacket.kind(of: packet)
        guard kind == .jobReturn else { throw .unexpectedKind(kind.rawValue) }
        do {
            let map = packet.span.bytes.extracting(2...)
            // The whole first, which makes nothing of it: what is kept unopened can be opened later, as far as its bytes go.
            try MessagePackReader.read(map) { (reader) throws(MessagePackError) in
                try reader.skipValue()
                try reader.expectEnd()
            }
            self = try MessagePackReader.read(map) { reader in try Self.read(&reader) }
        } catch let error as WireError {
            throw error
        } catch {
            throw .malformed(String(describing: error))
        }
    }

    private static func read(_ reader: inout MessagePackReader) throws -> ReturnEnvelope {
        var parts = Parts()
        for _ in 0..<(try reader.readMapHeader()) {
            if reader.consumeString("jid") {
                parts.jid = try JobID(reader.readString())
            } else if reader.consumeString("id") {
                parts.id = try MinionID(reader.readString())
            } else if reader.consumeString("retcode") {
                parts.retcode = try reader.readInt()
            } else if reader.consumeString("success") {
                parts.success = try reader.readBool()
            } else if reader.consumeString("ending") {
                parts.ending = try reader.readString()
            } else if reader.consumeString("own_call") {
                parts.isOwnCall = try reader.readBool()
            } else {
                _ = try reader.skipValue()
                _ = try reader.skipValue()
            }
        }
        return try parts.envelope()
    }

    private init(jid: JobID, id: MinionID, state: JobState, isOwnCall: Bool) {
        self.jid = jid
        self.id = id
        self.state = state
        self.isOwnCall = isOwnCall
    }

    private struct Parts {
        var jid: JobID?
        var id: MinionID?
        var retcode: Int64?
        var success = false
        var ending = ""
        var isOwnCall = false

        func envelope() throws(WireError) -> ReturnEnvelope {
            guard let jid else { throw .wrongField("jid", expected: "a jid of twenty digits", found: "none") }
            guard let id else { throw .wrongField("id", expected: "a minion id", found: "none") }
            guard let retcode else { throw .missingField("retcode") }
            let state: JobState
            switch ending {
            case "": state = success && retcode == 0 ? .succeeded : .failed
            case "signalled": state = .terminated
            case "timed_out": state = .timedOut
            case "lost": state = .lost
            default: throw .wrongField("ending", expected: "signalled, timed_out or lost", found: "another word")
            }
            return ReturnEnvelope(jid: jid, id: id, state: state, isOwnCall: isOwnCall)
        }
    }
}
