/// A minion's name: 1 to 253 characters of `A-Z a-z 0-9 . _ -`, with no leading dot.
///
/// Checked wherever one enters. It is safe as a file's name: it cannot be empty, hidden, `.`, `..` or hold a separator.
public struct MinionID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The name itself.
    public let description: String

    /// The minion that a text names, or nil where it is not a minion's name.
    public init?(_ text: some StringProtocol) {
        // Of one type from here on: each return has an id, and generic code costs many times as much as all this.
        self.init(text: String(text))
    }

    private init?(text: String) {
        let bytes = text.utf8
        guard (1...253).contains(bytes.count), bytes.first != UInt8(ascii: "."), bytes.allSatisfy(Self.isAllowed) else {
            return nil
        }
        description = text
    }

    /// What a minion's name must be, for messages.
    public static let rule = "1 to 253 characters of A-Z a-z 0-9 . _ -, not starting with a dot"

    /// In the order of their bytes.
    public static func < (left: MinionID, right: MinionID) -> Bool {
        left.description < right.description
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
