/// The start of an encoded value: the whole of a scalar, or how much belongs to what follows.
enum MessagePackHead {
    case null
    case bool(Bool)
    case int(Int64)
    /// An integer above `Int64.max`.
    case uint(UInt64)
    case double(Double)
    /// So many bytes of text follow.
    case string(count: Int)
    /// So many bytes follow.
    case binary(count: Int)
    /// So many values follow.
    case array(count: Int)
    /// So many pairs of values follow.
    case map(count: Int)
    /// So many bytes of an application-defined type follow.
    case extended(type: Int8, count: Int)

    /// The integer, as ``int(_:)`` where it fits.
    init(_ number: UInt64) {
        if let signed = Int64(exactly: number) {
            self = .int(signed)
        } else {
            self = .uint(number)
        }
    }

    var kind: MessagePackKind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int, .uint: .integer
        case .double: .double
        case .string: .string
        case .binary: .binary
        case .array: .array
        case .map: .map
        case .extended: .extended
        }
    }
}
