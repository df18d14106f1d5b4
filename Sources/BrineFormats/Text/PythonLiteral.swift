package import MessagePack

/// A value as Python's `repr()` writes it, on one line: `{'web1': True, 'list': [1, None]}`.
package enum PythonLiteral {
    /// The literal of a value, its entries in the order in which they came.
    package static func text(of value: Value) -> String {
        text(of: value, sorted: false)
    }

    /// The literal of a value, its entries in order of their keys at every level where that is asked for.
    package static func text(of value: Value, sorted: Bool) -> String {
        var literal = ""
        append(value, sorted: sorted, to: &literal)
        return literal
    }

    private static func append(_ value: Value, sorted: Bool, to literal: inout String) {
        switch value {
        case .null: literal += "None"
        case .bool(let flag): literal += flag ? "True" : "False"
        case .int(let number): literal += String(number)
        case .uint(let number): literal += String(number)
        case .double(let number): literal += NumberText.literal(number)
        case .string(let text): literal += quoted(text)
        case .binary, .extended: literal += quoted(value.plainText)
        case .array(let elements):
            literal += "["
            for (number, element) in elements.enumerated() {
                if number > 0 { literal += ", " }
                append(element, sorted: sorted, to: &literal)
            }
            literal += "]"
        case .map(let map):
            literal += "{"
            for (number, entry) in (sorted ? map.sortedEntries : map.distinctEntries).enumerated() {
                if number > 0 { literal += ", " }
                append(entry.key, sorted: sorted, to: &literal)
                literal += ": "
                append(entry.value, sorted: sorted, to: &literal)
            }
            literal += "}"
        }
    }

    /// The text in single quotes, or in double ones where it holds a single quote and no double one.
    private static func quoted(_ text: String) -> String {
        let quote: Unicode.Scalar =
            text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
        var literal = String.UnicodeScalarView([quote])
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote, "\\": literal.append(contentsOf: ["\\", scalar])
            case "\n": literal.append(contentsOf: "\\n".unicodeScalars)
            case "\r": literal.append(contentsOf: "\\r".unicodeScalars)
            case "\t": literal.append(contentsOf: "\\t".unicodeScalars)
            default:
                if scalar.isPrintable {
                    literal.append(scalar)
                } else {
                    literal.append(contentsOf: escape(scalar).unicodeScalars)
                }
            }
        }
        literal.append(quote)
        return String(literal)
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0...0xff: "\\x\(scalar.hexDigits(2))"
        case 0...0xffff: "\\u\(scalar.hexDigits(4))"
        default: "\\U\(scalar.hexDigits(8))"
        }
    }
}

extension Unicode.Scalar {
    /// The code point in hex, with zeroes before it up to a width.
    func hexDigits(_ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Whether Python counts the character as printable.
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .spaceSeparator: self == " "
        default: true
        }
    }
}
