package import BrineCore
package import MessagePack

/// Command to master: tell me whom this target means.
///
/// A kind of its own and no mark on a publish request: a master that does not know the mark would publish.
package struct PreviewRequest: WireMessage, Hashable {
    package static let kind = MessageKind.previewRequest

    /// Chosen by the sender; the answer carries it.
    package var tag: UInt64
    /// Which minions.
    package var target: Target

    /// A question about a target.
    package init(tag: UInt64, target: Target) {
        self.tag = tag
        self.target = target
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        target = try fields.target()
    }

    package var fields: ValueMap {
        ["tag": Value(tag), "tgt": target.expressionValue, "tgt_type": .string(target.kind.rawValue)]
    }
}

/// Master to command: the target means these.
package struct PreviewAnswer: WireMessage, Hashable {
    package static let kind = MessageKind.previewAnswer

    /// The request's tag.
    package var tag: UInt64
    /// The minions, in the order of their ids.
    package var minions: [MinionID]

    /// An answer to a question about a target.
    package init(tag: UInt64, minions: [MinionID]) {
        self.tag = tag
        self.minions = minions
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        minions = try fields.list("minions", of: "minion ids") { $0.stringValue.flatMap { MinionID($0) } }
    }

    package var fields: ValueMap {
        ["tag": Value(tag), "minions": .array(minions.map { .string($0.description) })]
    }
}
