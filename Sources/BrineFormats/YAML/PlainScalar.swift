package import MessagePack

/// What a YAML scalar without quotes means: nothing, a boolean, a number or a text.
///
/// YAML 1.1 as Salt reads it, where `yes` and `on` are booleans and a number with an exponent needs a point and a sign.
/// Left as texts, since nobody who types them means the number that YAML 1.1 makes of them: numbers with underscores
/// (`1_000`), zeroes in front (`0644`), other bases (`0x1F`), colons (`12:30`), dates, whatever has the twenty digits of
/// a jid, and integers of more than 64 bits.
package enum PlainScalar {
    /// The value of a scalar.
    package static func read(_ text: String) -> Value {
        switch text {
        case "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": .bool(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .double(.infinity)
        case "-.inf", "-.Inf", "-.INF": .double(-.infinity)
        case ".nan", ".NaN", ".NAN": .double(.nan)
        default: number(text) ?? .string(text)
        }
    }

    private static func number(_ text: String) -> Value? {
        let bytes = Array(text.utf8)
        let isSigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
        let unsigned = bytes.dropFirst(isSigned ? 1 : 0)
        let whole = unsigned.prefix(while: isDigit)
        if whole.count == unsigned.count { return integer(text, digits: whole) }
        // YAML 1.1 takes `.5` for a number, but not `-.5`.
        guard !whole.isEmpty || !isSigned else { return nil }
        return isFraction(unsigned.dropFirst(whole.count), after: whole) ? Double(text).map(Value.double) : nil
    }

    private static func integer(_ text: String, digits: ArraySlice<UInt8>) -> Value? {
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return nil }
        guard digits.count != jidLength else { return nil }
        return Int64(text).map(Value.int) ?? UInt64(text).map { Value($0) }
    }

    /// Whether the bytes are a point, digits where none stand before it, and at most an exponent with a sign.
    private static func isFraction(_ bytes: ArraySlice<UInt8>, after whole: ArraySlice<UInt8>) -> Bool {
        guard bytes.first == UInt8(ascii: "."), whole.count <= 1 || whole.first != UInt8(ascii: "0") else {
            return false
        }
        let digits = bytes.dropFirst().prefix(while: isDigit)
        guard !whole.isEmpty || !digits.isEmpty else { return false }
        let exponent = bytes.dropFirst(1 + digits.count)
        return exponent.isEmpty || isExponent(exponent)
    }

    private static func isExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
        guard let sign = bytes.dropFirst().first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
            return false
        }
        let digits = bytes.dropFirst(2)
        return !digits.isEmpty && digits.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static let jidLength = 20
}
