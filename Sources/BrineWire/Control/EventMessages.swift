package import BrineCore
package import MessagePack

/// Command to master: I have room for events; tell me the next ones whose tags fit.
///
/// The master answers each with one ``EventNews``, at once where there is something to tell and otherwise when there is. So
/// one that reads slowly is sent no more than it asked for.
package struct EventRequest: WireMessage, Hashable {
    package static let kind = MessageKind.eventRequest

    /// Chosen by the sender; the answer carries it.
    package var tag: UInt64
    /// The pattern on the events' tags, of at most 1,024 bytes.
    package var match: String

    /// A request for events.
    package init(tag: UInt64, match: String) {
        self.tag = tag
        self.match = match
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        match = try fields.text("match")
        guard match.utf8.count <= Glob.maximumLength else {
            throw .wrongField(
                "match",
                expected: "a pattern of at most \(Glob.maximumLength) bytes",
                found: "one of \(match.utf8.count)"
            )
        }
    }

    package var fields: ValueMap {
        ["tag": Value(tag), "match": .string(match)]
    }
}

/// Master to command: events, oldest first.
///
/// One with no events, none missed and no beginning is a sign of life, and answers nothing.
package struct EventNews: WireMessage, Hashable {
    package static let kind = MessageKind.eventNews

    /// One event.
    package struct Entry: Sendable, Hashable {
        /// What it is.
        package var tag: String
        /// Its data with its moment (``Event/shown``), as one MessagePack map.
        package var packedData: [UInt8]

        /// The entry that carries an event.
        package init(_ event: Event) {
            tag = event.tag.description
            packedData = Value.map(event.shown).messagePack
        }

        /// Its data with its moment.
        ///
        /// - Throws: ``WireError`` where the bytes are no map.
        package func data() throws(WireError) -> Value {
            do {
                let value = try Value(messagePack: packedData, limits: .fromMaster)
                if case .map = value { return value }
                throw WireError.malformed("expected a map, found \(value.kindName)")
            } catch let error as WireError {
                throw error
            } catch {
                throw .malformed(String(describing: error))
            }
        }
    }

    /// The tag of the request that it answers.
    package var tag: UInt64
    /// The events.
    package var events: [Entry]
    /// How many events that fit have been dropped before these, since the reader was too slow.
    package var missed: UInt64
    /// Whether the master begins to listen for this reader: of what was before it knows nothing.
    package var begins: Bool

    /// News of events.
    package init(tag: UInt64, events: [Entry], missed: UInt64 = 0, begins: Bool = false) {
        self.tag = tag
        self.events = events
        self.missed = missed
        self.begins = begins
    }

    package init(fields: WireFields) throws(WireError) {
        tag = try fields.unsigned("tag")
        events = try fields.list("events", of: "[tag, data]") { Entry($0) }
        missed = try fields.unsigned("missed")
        begins = try fields.flag("begins", default: false)
    }

    package var fields: ValueMap {
        var fields: ValueMap = [
            "tag": Value(tag),
            "events": .array(events.map(\.value)),
            "missed": Value(missed),
        ]
        if begins { fields["begins"] = true }
        return fields
    }
}

extension EventNews.Entry {
    init?(_ value: Value) {
        guard let parts = value.arrayValue, parts.count >= 2, let tag = parts[0].stringValue,
            case .binary(let data) = parts[1]
        else { return nil }
        self.tag = tag
        packedData = data
    }

    var value: Value {
        [.string(tag), .binary(packedData)]
    }
}
