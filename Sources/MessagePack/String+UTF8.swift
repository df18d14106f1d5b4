extension String {
    /// The text, or nil where the bytes are not UTF-8.
    ///
    /// Through a `UTF8Span`, since `String(validating:as:)` looks up generic metadata at every call, which takes longer
    /// than the short texts of a job themselves.
    init?(utf8 bytes: UnsafeRawBufferPointer) {
        guard let content = try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span) else { return nil }
        self.init(copying: content)
    }
}
