/// Why bytes could not be read as MessagePack, and where.
public struct MessagePackError: Error, Sendable, Hashable {
    /// What was wrong.
    public enum Reason: Sendable, Hashable {
        /// The bytes end before the value does: it needs at least so many more, and so many are left.
        case truncated(needed: Int, available: Int)
        /// The byte 0xc1, which begins no value.
        case reservedByte
        /// A text was asked for, and its bytes are not UTF-8.
        case invalidUTF8
        /// More lists and maps inside one another than allowed.
        case tooDeep(limit: Int)
        /// More values in all than allowed.
        case tooManyValues(limit: Int)
        /// So many bytes follow a value that should be the last.
        case trailingBytes(count: Int)
        /// Another kind of value was asked for than the one that stands here.
        case unexpectedKind(expected: MessagePackKind, found: MessagePackKind)
        /// A signed integer was asked for, and this one lies above `Int64.max`.
        case integerTooLarge(UInt64)
        /// An unsigned integer was asked for, and this one is negative.
        case integerNegative(Int64)
    }

    /// What was wrong.
    public let reason: Reason
    /// Where: the number of bytes before the value, or the part of it, that could not be read.
    public let offset: Int

    /// The reason, and the number of bytes before what could not be read.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension MessagePackError: CustomStringConvertible {
    /// What was expected and what was found, and at which byte.
    public var description: String {
        "MessagePack, byte \(offset): \(reason)"
    }
}

extension MessagePackError.Reason: CustomStringConvertible {
    /// What was expected and what was found.
    public var description: String {
        switch self {
        case .truncated(let needed, let available):
            "expected at least \(needed) more bytes, found the end after \(available)"
        case .reservedByte:
            "expected a value, found the reserved byte 0xc1"
        case .invalidUTF8:
            "expected a text in UTF-8, found other bytes"
        case .tooDeep(let limit):
            "expected at most \(limit) lists and maps inside one another, found more"
        case .tooManyValues(let limit):
            "expected at most \(limit) values, found more"
        case .trailingBytes(let count):
            "expected the end, found \(count) more bytes"
        case .unexpectedKind(let expected, let found):
            "expected \(expected), found \(found)"
        case .integerTooLarge(let number):
            "expected an integer of at most \(Int64.max), found \(number)"
        case .integerNegative(let number):
            "expected an integer of at least 0, found \(number)"
        }
    }
}
