/// What a command wrote to one output, as far as it goes into the return.
struct CapturedOutput: Sendable, Hashable {
    /// The first bytes.
    var bytes: [UInt8] = []
    /// How many bytes the command wrote.
    var total = 0
    /// How many of them were kept.
    var kept = 0
    /// The file with all that was kept, where that is more than the return has.
    var path: String?
    /// Why not all was kept.
    var failure: String?

    /// The output as text; where there was more of it, a last line says so.
    ///
    /// Bytes that are not UTF-8 become replacement characters. White space at the end is cut off as Salt cuts it off, or
    /// kept.
    func text(trimsEnd: Bool) -> String {
        let text = String(decoding: trimsEnd ? bytes.trimmed : bytes[...], as: UTF8.self)
        return note.map { text.isEmpty ? $0 : "\(text)\n\($0)" } ?? text
    }

    /// What is said of an output that is not whole.
    private var note: String? {
        guard bytes.count < total else { return nil }
        var note = "output cut: these are the first \(bytes.count) of \(total) bytes"
        if let path { note += kept == total ? "; all of it is in \(path)" : "; the first \(kept) are in \(path)" }
        if let failure { note += "; the rest was not kept: \(failure)" }
        return "[\(note)]"
    }
}

extension [UInt8] {
    /// Without the white space at the end.
    fileprivate var trimmed: ArraySlice<UInt8> {
        let end = lastIndex { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        return self[..<(end.map { $0 + 1 } ?? 0)]
    }
}
