package import MessagePack

/// Values read from JSON, by RFC 8259 and no more.
///
/// Maps keep the order of their keys. Where a key stands twice its last value counts, at the place of the first, as in
/// Python; keys that Unicode counts as equal are the same, as in every map of Brine. An integer that fits in 64 bits,
/// signed or unsigned, is exact; a larger one, and whatever has a point or an exponent, is the nearest double, and one
/// that is larger than any double is an error. So are `NaN` and `Infinity`, which ``JSONRenderer`` writes for want of a
/// better word, half a surrogate pair, and bytes that are not UTF-8.
package enum JSONReader {
    /// What fits any honest document.
    package static let usualLimits = DecodingLimits(maximumDepth: 128)

    /// The value of a document with nothing but white space around it.
    ///
    /// Linear; goes down a call for each level.
    ///
    /// - Parameters:
    ///   - bytes: The document in UTF-8.
    ///   - limits: How deep and how large it may be.
    /// - Returns: The value.
    /// - Throws: ``JSONError`` for the first thing in the document that is not as it should be.
    package static func read(
        _ bytes: [UInt8],
        limits: DecodingLimits = usualLimits
    ) throws(JSONError) -> Value {
        var parser = JSONParser(bytes, limits: limits)
        return try parser.takeDocument()
    }
}
