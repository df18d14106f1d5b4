extension Duration {
    /// Whole milliseconds, rounded up so that a short time does not become 0, which means "off"; nil beyond `Int32`.
    var wholeMilliseconds: Int32? {
        let (seconds, attoseconds) = components
        guard let scale = Int32(exactly: seconds) else { return nil }
        let (milliseconds, rest) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000)
        return Int32(exactly: Int64(scale) * 1000 + milliseconds + (rest > 0 ? 1 : 0))
    }

    /// Whole seconds, rounded up; nil beyond `Int32`.
    var wholeSeconds: Int32? {
        let (seconds, attoseconds) = components
        guard let whole = Int32(exactly: seconds) else { return nil }
        return Int32(exactly: Int64(whole) + (attoseconds > 0 ? 1 : 0))
    }
}
