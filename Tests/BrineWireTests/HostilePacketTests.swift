import BrineCore
import BrineWire
import MessagePack
import Testing

@Suite struct `Hostile packets` {
    private func refusal(of packet: [UInt8], as golden: Golden) -> WireError? {
        do throws(WireError) {
            _ = try golden.reencode(packet)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: try Golden.all())
    func `a packet cut at any byte is malformed`(golden: Golden) {
        for count in 0..<golden.packet.count {
            guard case .malformed = refusal(of: Array(golden.packet.prefix(count)), as: golden) else {
                Issue.record("cut at \(count)")
                continue
            }
        }
    }

    @Test(arguments: try Golden.all())
    func `a packet with more bytes behind it is malformed`(golden: Golden) {
        for more: [UInt8] in [[0xc0], [0x80], [0xc1], Array(golden.packet.dropFirst(2))] {
            guard case .malformed = refusal(of: golden.packet + more, as: golden) else {
                Issue.record("\(more) behind it")
                continue
            }
        }
    }

    @Test(arguments: try Golden.all())
    func `another version is named, not guessed at`(golden: Golden) {
        for version: UInt8 in [0, 2, 0x31, 255] {
            var packet = golden.packet
            packet[0] = version
            #expect(refusal(of: packet, as: golden) == .unsupportedVersion(version))
        }
    }

    @Test(arguments: try Golden.all())
    func `another kind is named, a known one or not`(golden: Golden) {
        for kind in UInt8.min ... .max where kind != golden.kind.rawValue {
            var packet = golden.packet
            packet[1] = kind
            #expect(refusal(of: packet, as: golden) == .unexpectedKind(kind))
        }
    }

    @Test(
        arguments: try Golden.all(),
        [nil, true, 1, 1.5, "map", .binary([0x80]), [], .extended(type: 1, [0x80])] as [Value]
    )
    func `what is no map is malformed`(golden: Golden, value: Value) {
        let refusal = refusal(of: [wireVersion, golden.kind.rawValue] + value.messagePack, as: golden)
        #expect(refusal == .malformed("expected a map, found \(value.kindName)"))
    }

    @Test(arguments: try Golden.all())
    func `counts beyond all bytes are refused without room being made for them`(golden: Golden) {
        let huge: [[UInt8]] = [
            [0xdf, 0xff, 0xff, 0xff, 0xff], [0xdf, 0x7f, 0xff, 0xff, 0xff, 0xa1, 0x61], [0xde, 0xff, 0xff],
            [0x81, 0xa1, 0x61, 0xdd, 0xff, 0xff, 0xff, 0xff], [0x81, 0xa1, 0x61, 0xc6, 0xff, 0xff, 0xff, 0xff, 0x00],
            [0x81, 0xa1, 0x61, 0xdb, 0xff, 0xff, 0xff, 0xff], [0x81, 0xa1, 0x61, 0xc9, 0xff, 0xff, 0xff, 0xff, 0x01],
            [0x81, 0xdf, 0xff, 0xff, 0xff, 0xff],
        ]
        for map in huge {
            guard case .malformed = refusal(of: [wireVersion, golden.kind.rawValue] + map, as: golden) else {
                Issue.record("\(map)")
                continue
            }
        }
    }

    @Test(arguments: try Golden.all())
    func `nesting is followed 64 lists deep and no further`(golden: Golden) {
        func packet(depth: Int) -> [UInt8] {
            // The packet's own map, with one field more.
            var map = Value.map(golden.fields).messagePack
            map[0] += 1
            let lists = Array(repeating: UInt8(0x91), count: depth) + [0xc0]
            return [wireVersion, golden.kind.rawValue] + map + Value("deep").messagePack + lists
        }
        #expect(refusal(of: packet(depth: 63), as: golden) == nil)
        for depth in [64, 65, 1_000, 100_000] {
            guard case .malformed = refusal(of: packet(depth: depth), as: golden) else {
                Issue.record("\(depth) deep")
                continue
            }
        }
    }

    @Test(arguments: try Golden.all())
    func `fields that nobody knows are passed over wherever they stand`(golden: Golden) throws {
        let unknown: [(Value, Value)] = [
            ("x-new", ["a": [1, nil, .binary([0xff])]]), (7, "a key that is no text"), (nil, nil), ([["k"]], true),
            (.binary(Array("jid".utf8)), 1), (.extended(type: -1, [1]), .extended(type: 3, [])), ("", ""),
        ]
        let entries = unknown.map { ValueMap.Entry(key: $0, value: $1) }
        #expect(try golden.isIn(golden.packet(with: ValueMap(entries: entries + golden.fields.entries))))
        #expect(try golden.isIn(golden.packet(with: ValueMap(entries: golden.fields.entries + entries))))
    }

    @Test(arguments: try Golden.all())
    func `the order of the fields says nothing, and of a field that stands twice the last counts`(golden: Golden) throws
    {
        #expect(try golden.isIn(golden.packet(with: ValueMap(entries: golden.fields.entries.reversed()))))
        let wrong = golden.fields.entries.map { ValueMap.Entry(key: $0.key, value: .extended(type: 9, [])) }
        #expect(try golden.isIn(golden.packet(with: ValueMap(entries: wrong + golden.fields.entries))))
    }

    @Test(arguments: [1, UInt64.random(in: .min ... .max)])
    func `damaged packets are read or refused, 50,000 for each seed`(seed: UInt64) throws {
        let all = try Golden.all()
        var generator = SeededGenerator(seed: seed)
        for round in 0..<50_000 {
            let golden = all[round % all.count]
            let packet = generator.mutated(golden.packet)
            guard let again = try? golden.reencode(packet) else { continue }
            // What was understood is understood again, and the same: bytes are compared, since a value may hold a NaN.
            #expect((try? golden.reencode(again)) == again, "seed \(seed), round \(round): \(golden.file) \(packet)")
        }
    }
}
