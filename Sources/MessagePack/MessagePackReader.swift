/// A cursor over MessagePack bytes that stay where they are.
///
/// The static `read` functions lend a reader to a closure; it ends with the closure, as the bytes may. A method that
/// throws leaves the reader where it was. Texts and binaries are copied only by the methods that return them, and every
/// method is linear in the bytes it passes over.
public struct MessagePackReader: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    /// How many bytes have been read.
    public private(set) var offset = 0

    private init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Reads from an array.
    ///
    /// - Parameters:
    ///   - bytes: What to read.
    ///   - body: Does the reading.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public static func read<Result: ~Copyable, Failure: Error>(
        _ bytes: [UInt8],
        _ body: (inout MessagePackReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try read(bytes.span.bytes, body)
    }

    /// Reads from memory that somebody else keeps, such as a received frame.
    ///
    /// - Parameters:
    ///   - bytes: What to read.
    ///   - body: Does the reading.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public static func read<Result: ~Copyable, Failure: Error>(
        _ bytes: RawSpan,
        _ body: (inout MessagePackReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBytes { (buffer) throws(Failure) in try read(buffer, body) }
    }

    /// Reads from memory that must stay valid and unchanged until `body` returns.
    ///
    /// - Parameters:
    ///   - bytes: What to read.
    ///   - body: Does the reading.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    public static func read<Result: ~Copyable, Failure: Error>(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (inout MessagePackReader) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var reader = MessagePackReader(bytes)
        return try body(&reader)
    }

    /// Whether every byte has been read.
    public var isAtEnd: Bool { offset == bytes.count }

    /// How many bytes have not been read.
    public var remainingCount: Int { bytes.count - offset }

    /// Checks that nothing follows.
    ///
    /// - Throws: ``MessagePackError/Reason/trailingBytes(count:)``.
    public func expectEnd() throws(MessagePackError) {
        guard isAtEnd else { throw MessagePackError(.trailingBytes(count: remainingCount), at: offset) }
    }
}

// The only places that touch memory: each checks that the bytes are there, and each is the reason the others need not.
extension MessagePackReader {
    /// The next byte, left where it is, or nil at the end.
    var nextByte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// Moves past so many bytes and lends them; they are valid as long as the reader.
    mutating func take(_ count: Int) throws(MessagePackError) -> UnsafeRawBufferPointer {
        guard count <= remainingCount else {
            throw MessagePackError(.truncated(needed: count, available: remainingCount), at: offset)
        }
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }

    /// Moves past a big-endian number.
    @inline(__always)
    mutating func take<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type) throws(MessagePackError) -> Number {
        let size = MemoryLayout<Number>.size
        guard size <= remainingCount else {
            throw MessagePackError(.truncated(needed: size, available: remainingCount), at: offset)
        }
        defer { offset += size }
        return Number(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }

    /// The bytes of a range that the reader has passed over.
    func copy(_ range: Range<Int>) -> [UInt8] {
        Array(bytes[range])
    }

    /// Runs a read that, where it fails, leaves the reader where it was.
    @inline(__always)
    mutating func attempt<Success>(
        _ body: (inout MessagePackReader) throws(MessagePackError) -> Success
    ) throws(MessagePackError) -> Success {
        let start = offset
        do {
            return try body(&self)
        } catch {
            rewind(to: start)
            throw error
        }
    }

    /// Takes back what was read since `start`, an earlier offset.
    mutating func rewind(to start: Int) {
        offset = start
    }
}
