import MessagePack
import Testing

@Suite struct `The writer` {
    @Test(arguments: [
        (31, "bf"), (32, "d920"), (255, "d9ff"), (256, "da0100"), (65_535, "daffff"), (65_536, "db00010000"),
    ])
    func `a text has the shortest header`(count: Int, header: String) throws {
        let text = Value.string(String(repeating: "s", count: count))
        #expect(text.messagePack == hex(header) + [UInt8](repeating: 0x73, count: count))
        #expect(try Value(messagePack: text.messagePack) == text)
    }

    @Test func `a text's length is counted in bytes`() {
        #expect(Value.string(String(repeating: "ü", count: 16)).messagePack.prefix(2) == [0xd9, 32])
    }

    @Test(arguments: [
        (0, "c400"), (255, "c4ff"), (256, "c50100"), (65_535, "c5ffff"), (65_536, "c600010000"),
    ])
    func `binary data has the shortest header`(count: Int, header: String) throws {
        let binary = Value.binary([UInt8](repeating: 0xfe, count: count))
        #expect(binary.messagePack == hex(header) + [UInt8](repeating: 0xfe, count: count))
        #expect(try Value(messagePack: binary.messagePack) == binary)
    }

    @Test(arguments: [
        (15, "9f"), (16, "dc0010"), (65_535, "dcffff"), (65_536, "dd00010000"),
    ])
    func `a list has the shortest header`(count: Int, header: String) throws {
        let list = Value.array([Value](repeating: true, count: count))
        #expect(list.messagePack == hex(header) + [UInt8](repeating: 0xc3, count: count))
        #expect(try Value(messagePack: list.messagePack) == list)
    }

    @Test(arguments: [
        (15, "8f"), (16, "de0010"), (65_535, "deffff"), (65_536, "df00010000"),
    ])
    func `a map has the shortest header`(count: Int, header: String) throws {
        let entries = [ValueMap.Entry](repeating: .init(key: 1, value: nil), count: count)
        let map = Value.map(ValueMap(entries: entries))
        #expect(map.messagePack == hex(header) + [[UInt8]](repeating: [0x01, 0xc0], count: count).joined())
        #expect(try Value(messagePack: map.messagePack) == map)
    }

    @Test(arguments: [
        (0, "c700 7f"), (1, "d4 7f"), (2, "d5 7f"), (3, "c703 7f"), (4, "d6 7f"), (8, "d7 7f"), (16, "d8 7f"),
        (17, "c711 7f"), (255, "c7ff 7f"), (256, "c80100 7f"), (65_535, "c8ffff 7f"), (65_536, "c900010000 7f"),
    ])
    func `an extension has the shortest header`(count: Int, header: String) throws {
        let content = [UInt8](repeating: 0x55, count: count)
        let extended = Value.extended(type: 127, content)
        #expect(extended.messagePack == hex(header) + content)
        #expect(try Value(messagePack: extended.messagePack) == extended)
    }

    @Test func `an unsigned value that fits is written like the signed one`() {
        #expect(Value.uint(5).messagePack == Value.int(5).messagePack)
    }

    @Test func `a NaN keeps its bits`() throws {
        let number = Double(nan: 0x1234, signaling: false)
        let decoded = try Value(messagePack: Value.double(number).messagePack)
        #expect(decoded.doubleValue?.bitPattern == number.bitPattern)
    }

    @Test func `the parts of an envelope add up to the value`() {
        var writer = MessagePackWriter(reservingCapacity: 16)
        writer.writeMapHeader(count: 8)
        writer.writeString("id")
        writer.writeUInt(200)
        writer.writeString("n")
        writer.writeNil()
        writer.writeString("ok")
        writer.writeBool(true)
        writer.writeString("delta")
        writer.writeInt(-200)
        writer.writeString("load")
        writer.writeDouble(0.5)
        writer.writeString("key")
        writer.writeBinary([1, 2])
        writer.writeString("list")
        writer.writeArrayHeader(count: 1)
        writer.writeExtended(type: 3, [9])
        writer.writeString("return")
        writer.writeRaw(Sample.bytes)
        let value: Value = [
            "id": 200, "n": nil, "ok": true, "delta": -200, "load": 0.5, "key": .binary([1, 2]),
            "list": [.extended(type: 3, [9])], "return": Sample.value,
        ]
        #expect(writer.bytes == value.messagePack)
        #expect(writer.takeBytes() == value.messagePack)
    }
}
