import MessagePack
import Testing

/// The error that a read ends with, or nil; a read that fails must leave the reader where it was.
private func failure<Result>(
    _ digits: String,
    _ body: (inout MessagePackReader) throws(MessagePackError) -> Result
) -> MessagePackError? {
    MessagePackReader.read(hex(digits)) { reader in
        do throws(MessagePackError) {
            _ = try body(&reader)
            return nil
        } catch {
            #expect(reader.offset == 0)
            return error
        }
    }
}

@Suite struct `Typed reads` {
    @Test func `another kind is refused with both kinds named`() {
        let error = failure("a161") { (reader) throws(MessagePackError) in try reader.readInt() }
        #expect(error == MessagePackError(.unexpectedKind(expected: .integer, found: .string), at: 0))
        #expect(error?.description == "MessagePack, byte 0: expected an integer, found a text")
        let kinds: [(MessagePackKind, MessagePackError?)] = [
            (.bool, failure("90") { (reader) throws(MessagePackError) in try reader.readBool() }),
            (.integer, failure("90") { (reader) throws(MessagePackError) in try reader.readUInt() }),
            (.double, failure("90") { (reader) throws(MessagePackError) in try reader.readDouble() }),
            (.string, failure("90") { (reader) throws(MessagePackError) in try reader.readString() }),
            (.binary, failure("90") { (reader) throws(MessagePackError) in try reader.readBinary() }),
            (.map, failure("90") { (reader) throws(MessagePackError) in try reader.readMapHeader() }),
        ]
        for (kind, error) in kinds {
            #expect(error?.reason == .unexpectedKind(expected: kind, found: .array))
        }
        #expect(
            failure("80") { (reader) throws(MessagePackError) in try reader.readArrayHeader() }?.reason
                == .unexpectedKind(expected: .array, found: .map)
        )
    }

    @Test func `integers outside the type are refused`() {
        #expect(
            failure("cf8000000000000000") { (reader) throws(MessagePackError) in try reader.readInt() }
                == MessagePackError(.integerTooLarge(1 << 63), at: 0)
        )
        #expect(
            failure("d080") { (reader) throws(MessagePackError) in try reader.readUInt() }
                == MessagePackError(.integerNegative(-128), at: 0)
        )
    }

    @Test func `the whole range of unsigned integers is read`() throws {
        let numbers = try MessagePackReader.read(hex("00 cfffffffffffffffff")) { (reader) throws(MessagePackError) in
            [try reader.readUInt(), try reader.readUInt()]
        }
        #expect(numbers == [0, .max])
    }

    @Test func `a number may be written as an integer`() throws {
        let numbers = try MessagePackReader.read(hex("07 e0 cb3ff8000000000000 cfffffffffffffffff")) {
            (reader) throws(MessagePackError) in
            [try reader.readDouble(), try reader.readDouble(), try reader.readDouble(), try reader.readDouble()]
        }
        #expect(numbers == [7, -32, 1.5, 18_446_744_073_709_551_616])
    }

    @Test func `booleans, binaries and texts as binaries are read`() throws {
        try MessagePackReader.read(hex("c3 c2 c402ff00 a2ff61")) { (reader) throws(MessagePackError) in
            let flags = [try reader.readBool(), try reader.readBool()]
            #expect(flags == [true, false])
            let isNil = reader.consumeNil()
            #expect(!isNil)
            let contents = [try reader.readBinary(), try reader.readBinary()]
            #expect(contents == [[0xff, 0x00], [0xff, 0x61]])
        }
    }

    @Test func `headers that announce more than the bytes can hold are refused`() {
        #expect(
            failure("ddffffffff 00") { (reader) throws(MessagePackError) in try reader.readArrayHeader() }?.reason
                == .truncated(needed: 4_294_967_295, available: 1)
        )
        #expect(
            failure("82 00 00 00") { (reader) throws(MessagePackError) in try reader.readMapHeader() }?.reason
                == .truncated(needed: 4, available: 3)
        )
    }

    @Test func `every typed read of nothing or of the reserved byte fails`() {
        for (bytes, reason) in [
            ("", MessagePackError.Reason.truncated(needed: 1, available: 0)), ("c1", .reservedByte),
        ] {
            #expect(failure(bytes) { (reader) throws(MessagePackError) in try reader.readBool() }?.reason == reason)
            #expect(failure(bytes) { (reader) throws(MessagePackError) in try reader.readString() }?.reason == reason)
            #expect(
                failure(bytes) { (reader) throws(MessagePackError) in try reader.readMapHeader() }?.reason == reason
            )
            #expect(failure(bytes) { (reader) throws(MessagePackError) in try reader.peekKind() }?.reason == reason)
            #expect(failure(bytes) { (reader) throws(MessagePackError) in try reader.skipValue() }?.reason == reason)
            #expect(failure(bytes) { (reader) throws(MessagePackError) in try reader.readRawValue() }?.reason == reason)
        }
    }
}
