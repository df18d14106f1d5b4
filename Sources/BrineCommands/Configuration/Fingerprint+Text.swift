import BrineCore

extension Fingerprint {
    /// The fingerprint that a text in either case shows, or nil where it is not 32 hex pairs with colons.
    init?(text: String) {
        let pairs = text.split(separator: ":", omittingEmptySubsequences: false)
        let digest = pairs.compactMap { pair in
            pair.utf8.count == 2 && pair.allSatisfy(\.isHexDigit) ? UInt8(pair, radix: 16) : nil
        }
        guard digest.count == 32, pairs.count == 32 else { return nil }
        self.init(digest: digest)
    }
}
