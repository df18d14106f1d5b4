/// The last bytes of a stream that may be long.
struct OutputTail: Sendable {
    /// How many bytes are kept.
    static let limit = 4_096

    /// How many bytes are taken that came late: more than a pipe holds.
    static let lateLimit = 2 * 1_024 * 1_024

    private var bytes: [UInt8] = []
    private var isCut = false
    private var late = 0

    /// Whether so much came late that what was left behind could write for ever.
    var isFull: Bool { late > Self.lateLimit }

    /// Takes the stream's next bytes, which are late where whoever was to write them has ended.
    mutating func append(_ more: UnsafeRawBufferPointer, isLate: Bool = false) {
        if isLate { late += more.count }
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
