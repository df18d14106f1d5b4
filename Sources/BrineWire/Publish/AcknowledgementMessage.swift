public import BrineCore
public import MessagePack

/// Master to a minion: these returns are kept; forget them.
public struct AcknowledgementMessage: WireMessage, Hashable {
    public static let kind = MessageKind.acknowledgement

    /// The jobs whose returns are kept.
    public var jids: [JobID]

    /// An acknowledgement of returns.
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
