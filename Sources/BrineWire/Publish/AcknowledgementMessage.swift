package import BrineCore
package import MessagePack

/// Master to a minion: these returns are kept; forget them.
package struct AcknowledgementMessage: WireMessage, Hashable {
    package static let kind = MessageKind.acknowledgement

    /// The jobs whose returns are kept.
    package var jids: [JobID]

    /// An acknowledgement of returns.
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
