public import BrineCore
public import MessagePack

/// Minion to master: I have these jobs on my disk and will run each of them once.
public struct ReceiptMessage: WireMessage, Hashable {
    public static let kind = MessageKind.receipt

    /// The jobs received.
    public var jids: [JobID]

    /// A receipt for jobs.
    public init(jids: [JobID]) {
        self.jids = jids
    }

    public init(fields: WireFields) throws(WireError) {
        jids = try fields.list("jids", of: "jids") { $0.stringValue.flatMap { JobID($0) } }
    }

    public var fields: ValueMap {
        ["jids": .array(jids.map { .string($0.description) })]
    }
}
