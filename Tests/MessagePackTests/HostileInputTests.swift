import MessagePack
import Testing

/// Reads bytes in every way and checks what must hold whatever they are.
private func examine(_ bytes: [UInt8], _ note: @autoclosure () -> String) {
    let skipped = MessagePackReader.read(bytes) { reader in
        let result = Result { () throws(MessagePackError) in try reader.skipValue() }
        let moved = (try? result.get()) != nil
        #expect(moved == (reader.offset > 0), "\(note())")
        #expect(reader.offset + reader.remainingCount == bytes.count, "\(note())")
        return result
    }
    let read = MessagePackReader.read(bytes) { reader in
        let result = Result { () throws(MessagePackError) in try reader.readValue() }
        return result.map { (value: $0, end: reader.offset) }
    }
    switch (skipped, read) {
    case (.success(let range), .success(let read)):
        #expect(range == 0..<read.end, "\(note())")
        // A value from hostile bytes may hold a NaN, which differs from itself: its bytes are compared.
        let encoded = read.value.messagePack
        #expect((try? Value(messagePack: encoded))?.messagePack == encoded, "\(note())")
    case (.failure(let skipping), .failure(let reading)):
        #expect(skipping == reading, "\(note())")
        #expect((0...bytes.count).contains(reading.offset), "\(note())")
    default:
        Issue.record("skipping and reading disagree: \(note())")
    }
}

/// Runs every typed read until one fails, which must leave the reader where it was.
private func readTyped(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> Bool {
    MessagePackReader.read(bytes) { reader in
        while !reader.isAtEnd {
            let start = reader.offset
            do throws(MessagePackError) {
                switch Int.random(in: 0...8, using: &generator) {
                case 0: _ = try reader.readBool()
                case 1: _ = try reader.readInt()
                case 2: _ = try reader.readUInt()
                case 3: _ = try reader.readDouble()
                case 4: _ = try reader.readString()
                case 5: _ = try reader.readBinary()
                case 6: _ = try reader.readArrayHeader()
                case 7: _ = try reader.readMapHeader()
                default: _ = try reader.readRawValue()
                }
            } catch {
                return reader.offset == start
            }
            guard reader.offset > start, reader.offset <= bytes.count else { return false }
        }
        return true
    }
}

@Suite struct `Hostile input` {
    @Test func `a sample cut at any byte fails cleanly`() {
        for count in 0..<Sample.bytes.count {
            let bytes = Array(Sample.bytes.prefix(count))
            examine(bytes, "cut at \(count)")
            #expect {
                try Value(messagePack: bytes)
            } throws: { error in
                guard case .truncated = (error as? MessagePackError)?.reason else { return false }
                return true
            }
        }
    }

    @Test(arguments: [1, UInt64.random(in: .min ... .max)])
    func `random bytes are read or refused`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20_000 {
            examine(generator.bytes(upTo: 64), "seed \(seed), round \(round)")
            examine(generator.plausibleBytes(upTo: 96), "seed \(seed), plausible, round \(round)")
        }
    }

    @Test(arguments: [2, UInt64.random(in: .min ... .max)])
    func `typed reads of random bytes succeed or leave the reader where it was`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<20_000 {
            let bytes = generator.plausibleBytes(upTo: 48)
            #expect(readTyped(bytes, &generator), "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: [3, UInt64.random(in: .min ... .max)])
    func `a sample with bytes changed, dropped and doubled is read or refused`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<5_000 {
            var bytes = Sample.bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                case 2: bytes.remove(at: index)
                default: bytes.insert(bytes[index], at: index)
                }
            }
            examine(bytes, "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: [4, UInt64.random(in: .min ... .max)])
    func `random values come back equal`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<1_000 {
            let value = generator.value()
            let bytes = value.messagePack
            #expect(try Value(messagePack: bytes) == value, "seed \(seed), round \(round)")
            examine(bytes, "seed \(seed), round \(round)")
        }
    }
}
