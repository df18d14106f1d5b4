import MessagePack
import Testing

/// Reads with one method from the bytes.
private func read<Result>(
    _ digits: String,
    _ body: (inout MessagePackReader) throws(MessagePackError) -> Result
) throws(MessagePackError) -> Result {
    try MessagePackReader.read(hex(digits), body)
}

@Suite struct `The reader` {
    @Test(arguments: [
        ("05", 5), ("cc05", 5), ("cd0005", 5), ("ce00000005", 5), ("cf0000000000000005", 5), ("d005", 5), ("d10005", 5),
        ("d200000005", 5), ("d30000000000000005", 5), ("ff", -1), ("d0ff", -1), ("d1ffff", -1), ("d2ffffffff", -1),
        ("d3ffffffffffffffff", -1),
    ])
    func `an integer is read in every form`(bytes: String, number: Int64) throws {
        #expect(try Value(messagePack: hex(bytes)) == .int(number))
        #expect(try read(bytes) { (reader) throws(MessagePackError) in try reader.readInt() } == number)
    }

    @Test(arguments: ["a161", "d90161", "da000161", "db0000000161"])
    func `a text is read in every form`(bytes: String) throws {
        #expect(try Value(messagePack: hex(bytes)) == "a")
        #expect(try read(bytes) { (reader) throws(MessagePackError) in try reader.readString() } == "a")
        #expect(try read(bytes) { (reader) throws(MessagePackError) in reader.consumeString("a") })
    }

    @Test(arguments: ["9107", "dc000107", "dd0000000107", "810708", "de00010708", "df000000010708"])
    func `a list or map is read in every form`(bytes: String) throws {
        #expect(try [[7], [7: 8]].contains(Value(messagePack: hex(bytes))))
    }

    @Test func `single precision is read as a double`() throws {
        #expect(try Value(messagePack: hex("ca3fc00000")) == 1.5)
        #expect(try Value(messagePack: hex("caff800000")) == .double(-.infinity))
    }

    @Test(arguments: ["a2c328", "a1ff", "a3eda080", "a2c080", "d901fe"])
    func `a text that is not UTF-8 becomes binary data, and its bytes are kept`(bytes: String) throws {
        let value = try Value(messagePack: hex(bytes))
        let headerLength = hex(bytes)[0] == 0xd9 ? 2 : 1
        #expect(value == .binary(Array(hex(bytes).dropFirst(headerLength))))
        #expect(throws: MessagePackError(.invalidUTF8, at: 0)) {
            try read(bytes) { (reader) throws(MessagePackError) in try reader.readString() }
        }
    }

    @Test func `keys of any kind and keys that stand twice are kept in order`() throws {
        let map: Value = [nil: 1, ["a"]: 2, "k": 3, 4: 4, "k": 5]
        let decoded = try Value(messagePack: map.messagePack)
        #expect(decoded == map)
        #expect(decoded["k"] == 5)
    }

    @Test func `an envelope is read in place, field by field`() throws {
        let (jid, retcode, content) = try MessagePackReader.read(Sample.bytes) { (reader) throws(MessagePackError) in
            var jid = ""
            var retcode: Int64 = 0
            var content: [UInt8] = []
            for _ in 0..<(try reader.readMapHeader()) {
                if reader.consumeString("jid") {
                    jid = try reader.readString()
                } else if reader.consumeString("retcode") {
                    retcode = try reader.readInt()
                } else if reader.consumeString("return") {
                    content = try reader.readRawValue()
                } else {
                    try reader.skipValue()
                    try reader.skipValue()
                }
            }
            try reader.expectEnd()
            return (jid, retcode, content)
        }
        #expect(jid == "20240101120000123456")
        #expect(retcode == 2)
        #expect(try Value(messagePack: content) == Sample.value["return"])
    }

    @Test func `skipping tells where the value's bytes are`() throws {
        let bytes = hex("93 01 9202a161 c0")
        let range = try MessagePackReader.read(bytes) { (reader) throws(MessagePackError) in
            _ = try reader.readArrayHeader()
            _ = try reader.readInt()
            let range = try reader.skipValue()
            #expect(reader.offset == range.upperBound)
            #expect(reader.remainingCount == 1)
            let (isNil, isAtEnd) = (reader.consumeNil(), reader.isAtEnd)
            #expect(isNil)
            #expect(isAtEnd)
            return range
        }
        #expect(Array(bytes[range]) == hex("9202a161"))
    }

    @Test func `a text is matched whole and by its bytes alone`() throws {
        try read("a3746167 a3746167") { (reader) throws(MessagePackError) in
            for other in ["ta", "tags", "tug", ""] {
                let isMatched = reader.consumeString(other)
                #expect(!isMatched, "\(other)")
            }
            #expect(reader.offset == 0)
            let isMatched = reader.consumeString("tag")
            #expect(isMatched)
            #expect(reader.offset == 4)
            let text = try reader.readString()
            #expect(text == "tag")
            let isMatchedAtEnd = reader.consumeString("tag")
            #expect(!isMatchedAtEnd)
        }
        #expect(try !read("a2c3bc") { (reader) throws(MessagePackError) in reader.consumeString("u\u{308}") })
        #expect(try !read("c403746167") { (reader) throws(MessagePackError) in reader.consumeString("tag") })
        #expect(try !read("a37461") { (reader) throws(MessagePackError) in reader.consumeString("tag") })
    }

    @Test func `memory of another owner and spans are read as arrays are`() throws {
        let bytes = Sample.bytes
        let fromSpan = try MessagePackReader.read(bytes.span.bytes) { (reader) throws(MessagePackError) in
            try reader.readValue()
        }
        #expect(fromSpan == Sample.value)
        let fromPointer = try bytes.withUnsafeBytes { buffer in
            try MessagePackReader.read(buffer) { (reader) throws(MessagePackError) in try reader.readValue() }
        }
        #expect(fromPointer == Sample.value)
    }

    @Test func `every first byte tells the kind that is read`() throws {
        for first in UInt8.min...UInt8.max where first != 0xc1 {
            let bytes = [first] + [UInt8](repeating: 0, count: 40)
            let (kind, value) = try MessagePackReader.read(bytes) { (reader) throws(MessagePackError) in
                (try reader.peekKind(), try reader.readValue())
            }
            #expect(kind.description == value.kindName, "first byte \(first)")
        }
    }
}
