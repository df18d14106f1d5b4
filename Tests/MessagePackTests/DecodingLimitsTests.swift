import MessagePack
import Testing

/// The error that reading one value, and skipping it, both end with, or nil.
private func refusal(_ bytes: [UInt8], _ limits: DecodingLimits = DecodingLimits()) -> MessagePackError.Reason? {
    MessagePackReader.read(bytes) { reader in
        do throws(MessagePackError) {
            try reader.skipValue(limits: limits)
            #expect((try? Value(messagePack: bytes, limits: limits)) != nil)
            return nil
        } catch {
            #expect(throws: error) { try Value(messagePack: bytes, limits: limits) }
            return error.reason
        }
    }
}

@Suite struct `Decoding limits` {
    @Test func `nesting is read up to the limit and refused beyond`() {
        for nesting in [[0x91], [0x81, 0x00]] as [[UInt8]] {
            let limits = DecodingLimits(maximumDepth: 3)
            #expect(refusal(Array([nesting, nesting, nesting].joined()) + [0xc0], limits) == nil)
            #expect(
                refusal(Array([nesting, nesting, nesting, nesting].joined()) + [0xc0], limits) == .tooDeep(limit: 3)
            )
        }
        #expect(refusal([0x90], DecodingLimits(maximumDepth: 0)) == .tooDeep(limit: 0))
        #expect(refusal([0x01], DecodingLimits(maximumDepth: 0)) == nil)
    }

    @Test func `a million nested lists neither overflow the stack nor pass`() {
        #expect(refusal([UInt8](repeating: 0x91, count: 1_000_000)) == .tooDeep(limit: 64))
        #expect(refusal([UInt8](repeating: 0x81, count: 1_000_000)) == .tooDeep(limit: 64))
    }

    @Test func `every value counts, lists, maps and keys too`() {
        let bytes = hex("93 01 9102 810304")
        #expect(refusal(bytes, DecodingLimits(maximumValueCount: 7)) == nil)
        #expect(refusal(bytes, DecodingLimits(maximumValueCount: 6)) == .tooManyValues(limit: 6))
    }

    @Test func `more small values than a job can need are refused`() {
        let bytes = hex("dd000f4240") + [UInt8](repeating: 0xc0, count: 1_000_000)
        #expect(refusal(bytes) == .tooManyValues(limit: 1_000_000))
    }

    @Test(arguments: ["ddffffffff", "dfffffffff", "dbffffffff", "c6ffffffff", "c9ffffffff01", "dcffff", "deffff"])
    func `a length that the bytes cannot hold is refused before anything is reserved`(header: String) throws {
        let reason = try #require(refusal(hex(header) + [0, 0, 0]))
        guard case .truncated(let needed, let available) = reason else {
            Issue.record("found \(reason)")
            return
        }
        #expect(needed >= 65_535)
        #expect(available == 3)
    }

    @Test func `lists that each announce all the bytes left are refused at the second`() {
        let rest = [UInt8](repeating: 0xc0, count: 1_000)
        let bytes = hex("dc03e8 dc03e8") + rest
        #expect(refusal(bytes) == .truncated(needed: 1_999, available: 1_000))
        let maps = hex("de01f4 de01f4") + rest
        #expect(refusal(maps) == .truncated(needed: 1_999, available: 1_000))
    }

    @Test func `bytes after the value are refused`() {
        #expect(throws: MessagePackError(.trailingBytes(count: 2), at: 1)) {
            try Value(messagePack: [0xc0, 0xc0, 0xc0])
        }
    }

    @Test func `the reserved byte is refused wherever it stands`() {
        #expect(refusal([0xc1]) == .reservedByte)
        #expect(throws: MessagePackError(.reservedByte, at: 2)) { try Value(messagePack: hex("9201c1")) }
    }

    @Test func `every error says what was expected and what was found`() {
        let reasons: [MessagePackError.Reason] = [
            .truncated(needed: 4, available: 1), .reservedByte, .invalidUTF8, .tooDeep(limit: 64),
            .tooManyValues(limit: 9), .trailingBytes(count: 3), .unexpectedKind(expected: .map, found: .null),
            .integerTooLarge(.max), .integerNegative(-1),
        ]
        for reason in reasons {
            let text = MessagePackError(reason, at: 17).description
            #expect(text.hasPrefix("MessagePack, byte 17: expected "))
            #expect(text.contains(", found "))
        }
        #expect(MessagePackError(.truncated(needed: 4, available: 1), at: 0).description.hasSuffix("the end after 1"))
    }
}
