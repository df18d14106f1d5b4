/// Any value that MessagePack can carry, in memory.
///
/// Arguments, returns, grains and metadata are `Value`s from the command line to the store: nothing in between needs to
/// know their shape. Maps keep the order in which their entries came.
public enum Value: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    /// An integer above `Int64.max`. ``init(_:)-(UInt64)`` uses ``int(_:)`` whenever the number fits, so equal numbers are
    /// equal values.
    case uint(UInt64)
    case double(Double)
    case string(String)
    case binary([UInt8])
    case array([Value])
    case map(ValueMap)
    /// An application-defined type with its bytes, kept as it came.
    case extended(type: Int8, [UInt8])
}

extension Value {
    /// The number, as ``int(_:)`` where it fits and as ``uint(_:)`` otherwise.
    public init(_ number: UInt64) {
        if let signed = Int64(exactly: number) {
            self = .int(signed)
        } else {
            self = .uint(number)
        }
    }

    /// The truth value, or nil where this is no boolean.
    public var boolValue: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    /// The integer, or nil where this is none or lies outside `Int64`.
    public var intValue: Int64? {
        if case .int(let number) = self { number } else { nil }
    }

    /// The integer, or nil where this is none or is negative.
    public var uintValue: UInt64? {
        switch self {
        case .int(let number): UInt64(exactly: number)
        case .uint(let number): number
        default: nil
        }
    }

    /// The number as a `Double`, from an integer too, or nil where this is no number.
    public var doubleValue: Double? {
        switch self {
        case .double(let number): number
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        default: nil
        }
    }

    /// The text, or nil where this is no text.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The elements, or nil where this is no array.
    public var arrayValue: [Value]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The entries, or nil where this is no map.
    public var mapValue: ValueMap? {
        if case .map(let map) = self { map } else { nil }
    }

    /// The value under a text key, or nil where this is no map or has no such key.
    ///
    /// Linear in the number of entries.
    public subscript(key: String) -> Value? {
        mapValue?[key]
    }

    /// What kind of value this is, in words for messages, as in `a number` or `a map`.
    public var kindName: String {
        switch self {
        case .null: "nothing"
        case .bool: "a boolean"
        case .int, .uint: "an integer"
        case .double: "a number"
        case .string: "a text"
        case .binary: "binary data"
        case .array: "a list"
        case .map: "a map"
        case .extended: "an extension value"
        }
    }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
    /// A boolean.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An integer.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// A number with a fraction.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A list.
    public init(arrayLiteral elements: Value...) { self = .array(elements) }
    /// A map, in the order written.
    public init(dictionaryLiteral elements: (Value, Value)...) { self = .map(ValueMap(elements)) }
}
