/// The last bytes of a stream that may be long.
struct OutputTail: Sendable {
    /// How many bytes are kept.
    static let limit = 4_096

    private var bytes: [UInt8] = []
    private var isCut = false

    /// Takes the stream's next bytes.
    mutating func append(_ more: UnsafeRawBufferPointer) {
        bytes += more.suffix(Self.limit)
        isCut = isCut || more.count > Self.limit
        guard bytes.count > Self.limit else { return }
        bytes.removeFirst(bytes.count - Self.limit)
        isCut = true
    }

    /// What was kept, as text without white space at its end; an ellipsis stands for what went before.
    var text: String {
        // A character that was cut in two is left out.
        let start = isCut ? bytes.firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.endIndex : bytes.startIndex
        let end = bytes.lastIndex { !($0 == 0x20 || (0x09...0x0D).contains($0)) } ?? bytes.startIndex - 1
        guard start <= end else { return "" }
        return (isCut ? "…" : "") + String(decoding: bytes[start...end], as: UTF8.self)
    }
}
