package import BrineCore
package import MessagePack

/// Minion to master, in the open: this is my id and my public key, may I connect.
///
/// Neither is secret, and neither is believed: an operator compares the key's fingerprint, and CURVE proves who holds it.
package struct EnrolmentRequest: WireMessage, Hashable {
    package static let kind = MessageKind.enrolmentRequest

    /// Who asks.
    package var id: MinionID
    /// Its public key, in Z85 (40 characters).
    package var publicKey: String

    /// A request to be let in.
    package init(id: MinionID, publicKey: String) {
        self.id = id
        self.publicKey = publicKey
    }

    package init(fields: WireFields) throws(WireError) {
        id = try fields.minionID("id")
        publicKey = try fields.text("pub")
        guard publicKey.utf8.count == 40 else {
            throw .wrongField("pub", expected: "a key of 40 characters", found: "\(publicKey.utf8.count)")
        }
    }

    package var fields: ValueMap {
        ["id": .string(id.description), "pub": .string(publicKey)]
    }
}

/// Master to minion, in the open: who I am, and what I think of your key.
package struct EnrolmentAnswer: WireMessage, Hashable {
    package static let kind = MessageKind.enrolmentAnswer

    /// What the master decided.
    package enum Decision: Sendable, Hashable {
        /// Connect to these ports; this is the number of your topic.
        case accepted(MinionNumber, publishPort: UInt16, returnPort: UInt16)
        /// Wait: an operator has not decided yet.
        case unaccepted
        /// An operator refused this key.
        case rejected
        /// Another key is accepted under this id.
        case denied
        /// Too many keys wait already.
        case full
        /// The key is accepted, and so many others are connecting that this minion is to ask again after a time.
        case busy(Duration)
    }

    /// How long a minion may be told to wait, in milliseconds.
    private static let waits: ClosedRange<UInt64> = 1...60_000

    /// The master's public key, in Z85.
    package var masterKey: String
    /// What it decided.
    package var decision: Decision

    /// An answer to a minion.
    package init(masterKey: String, decision: Decision) {
        self.masterKey = masterKey
        self.decision = decision
    }

    package init(fields: WireFields) throws(WireError) {
        masterKey = try fields.text("pub")
        guard masterKey.utf8.count == 40 else {
            throw .wrongField("pub", expected: "a key of 40 characters", found: "\(masterKey.utf8.count)")
        }
        switch try fields.text("decision") {
        case "accepted":
            guard let number = MinionNumber(try fields.unsigned("number")) else {
                throw .wrongField("number", expected: "1 to \(MinionNumber.maximum)", found: "another number")
            }
            decision = .accepted(
                number,
                publishPort: try Self.port(fields, "publish_port"),
                returnPort: try Self.port(fields, "ret_port")
            )
        case "unaccepted": decision = .unaccepted
        case "rejected": decision = .rejected
        case "denied": decision = .denied
        case "full": decision = .full
        case "busy":
            let wait = try fields.unsigned("after")
            guard Self.waits.contains(wait) else {
                throw .wrongField("after", expected: "1 to 60000 milliseconds", found: "\(wait)")
            }
            decision = .busy(.milliseconds(Int64(wait)))
        case let other:
            throw .wrongField(
                "decision",
                expected: "accepted, unaccepted, rejected, denied, full or busy",
                found: "'\(other.prefix(32))'"
            )
        }
    }

    package var fields: ValueMap {
        var fields: ValueMap = ["pub": .string(masterKey)]
        switch decision {
        case .accepted(let number, let publishPort, let returnPort):
            fields["decision"] = "accepted"
            fields["number"] = .int(Int64(number.rawValue))
            fields["publish_port"] = .int(Int64(publishPort))
            fields["ret_port"] = .int(Int64(returnPort))
        case .unaccepted: fields["decision"] = "unaccepted"
        case .rejected: fields["decision"] = "rejected"
        case .denied: fields["decision"] = "denied"
        case .full: fields["decision"] = "full"
        case .busy(let wait):
            fields["decision"] = "busy"
            let (seconds, rest) = wait.components
            fields["after"] = .int(seconds * 1_000 + rest / 1_000_000_000_000_000)
        }
        return fields
    }

    private static func port(_ fields: WireFields, _ name: String) throws(WireError) -> UInt16 {
        let number = try fields.unsigned(name)
        guard let port = UInt16(exactly: number), port > 0 else {
            throw .wrongField(name, expected: "a port from 1 to 65535", found: "\(number)")
        }
        return port
    }
}
