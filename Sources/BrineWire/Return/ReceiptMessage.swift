package import BrineCore
package import MessagePack

/// Minion to master: I have these jobs on my disk and will run each of them once.
package struct ReceiptMessage: WireMessage, Hashable {
    package static let kind = MessageKind.receipt

    /// The jobs received.
    package var jids: [JobID]

    /// A receipt for jobs.
    package init(jids: [JobID]) {
        self.jids = jids
    }

    package init(fields: WireFields) throws(WireError) {
        jids = try fields.list("jids", of: "jids") { $0.stringValue.flatMap { JobID($0) } }
    }

    package var fields: ValueMap {
        ["jids": .array(jids.map { .string($0.description) })]
    }
}
