import BrineCore
import Testing

@testable import BrineTransport

@Suite struct `Public keys` {
    @Test func `are written as they are read`() throws {
        // The server key of the CURVE example in ZeroMQ's RFC 32.
        let text = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
        let key = try #require(PublicKey(text))

        #expect(key.description == text)
        #expect(key.bytes.count == 32)
        #expect(PublicKey(bytes: key.bytes) == key)
    }

    @Test func `have the fingerprint that sha256sum gives for their bytes`() throws {
        #expect(
            try sampleKey(0).fingerprint.description
                == "66:68:7a:ad:f8:62:bd:77:6c:8f:c1:8b:8e:9f:8e:20:08:97:14:85:6e:e2:33:b3:90:2a:59:1d:0d:5f:29:25"
        )
        #expect(try sampleKey(1).fingerprint != sampleKey(0).fingerprint)
    }

    @Test(arguments: [
        "",
        "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf",
        "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf77",
        "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf\n",
        "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]y~7",
        "#####################################rK9",
        "äääääääääääääääääääää",
        "-----BEGIN PUBLIC KEY-----",
    ])
    func `are not made of other text`(_ text: String) {
        #expect(PublicKey(text) == nil)
    }

    @Test(arguments: [0, 31, 33, 64])
    func `are not made of another number of bytes`(_ count: Int) {
        #expect(PublicKey(bytes: [UInt8](repeating: 7, count: count)) == nil)
    }
}
