/// Bytes of any kind as one line of text for a message: between quotation marks, escaped, the first of many.
enum QuotedBytes {
    /// How many bytes are quoted.
    static let limit = 200

    /// The text; where bytes are left out it says how many there are.
    static func text(_ bytes: [UInt8]) -> String {
        guard !bytes.isEmpty else { return "nothing" }
        var text = "\""
        for scalar in String(decoding: bytes.prefix(limit), as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\"", "\\": text += "\\\(scalar)"
            default:
                let isControl = scalar.properties.generalCategory == .control
                text += isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
            }
        }
        return bytes.count > limit ? "\(text)…\" (\(bytes.count) bytes)" : "\(text)\""
    }
}
