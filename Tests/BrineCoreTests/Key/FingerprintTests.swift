import BrineCore
import Testing

@Suite struct `Fingerprints` {
    @Test func `are hex pairs in small letters with colons`() {
        #expect(Fingerprint(digest: [0xec, 0xab, 0x00, 0x0f, 0xff]).description == "ec:ab:00:0f:ff")
        #expect(Fingerprint(digest: []).description.isEmpty)
        #expect(Fingerprint(digest: Array(repeating: 1, count: 32)).description.utf8.count == 95)
    }

    @Test func `are equal where the digest is`() {
        #expect(Fingerprint(digest: [1, 2]) == Fingerprint(digest: [1, 2]))
        #expect(Fingerprint(digest: [1, 2]) != Fingerprint(digest: [2, 1]))
        #expect(Fingerprint(digest: [0x12]) != Fingerprint(digest: [1, 2]))
    }
}
