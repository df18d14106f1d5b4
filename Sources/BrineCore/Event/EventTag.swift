/// What an event is, in parts joined by slashes, as in `salt/job/20261122144346964916/new` or `deploy/web/done`.
public struct EventTag: Sendable, Hashable, CustomStringConvertible {
    /// The longest tag that is taken from outside, in bytes.
    public static let maximumLength = 255
    /// What a tag must be, for messages.
    public static let rule = "1 to 255 bytes without control characters"

    /// The text of the tag.
    public let description: String

    /// The tag that a text is, or nil where it is empty, has more than 255 bytes, or a control character in it.
    public init?(_ text: String) {
        guard (1...Self.maximumLength).contains(text.utf8.count), !text.unicodeScalars.contains(where: Self.isControl)
        else { return nil }
        description = text
    }

    /// A tag of the master's own: `salt/` and these parts.
    ///
    /// The parts are words of the code, jids and ids; with the longest id the tag has more bytes than one from outside may.
    public init(own parts: any CustomStringConvertible...) {
        description = "salt/" + parts.map(\.description).joined(separator: "/")
    }

    /// Whether only the master may give it: it begins with `salt/`.
    public var isReserved: Bool { description.utf8.starts(with: "salt/".utf8) }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
    }
}
