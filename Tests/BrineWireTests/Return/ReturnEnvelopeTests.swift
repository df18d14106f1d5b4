import BrineCore
import BrineWire
import MessagePack
import Testing

@Suite struct `The envelope of a return` {
    /// The five fields that the master reads of a return; all others stay unopened.
    private static let read: Set<String> = ["jid", "id", "retcode", "success", "ending"]

    private func agrees(_ envelope: ReturnEnvelope, _ message: ReturnMessage) -> Bool {
        envelope.jid == message.jobReturn.jid && envelope.id == message.id && envelope.state == message.jobReturn.state
    }

    @Test(arguments: try Golden.jobReturns())
    func `says what the return says, in any order and beside fields that nobody knows`(golden: Golden) throws {
        let extra = ValueMap.Entry(key: ["k"], value: ["jid": "inside"])
        let maps: [[ValueMap.Entry]] = [
            golden.fields.entries, golden.fields.entries.reversed(), [extra] + golden.fields.entries + [extra],
        ]
        for entries in maps {
            let packet = golden.packet(with: ValueMap(entries: entries))
            #expect(try agrees(ReturnEnvelope(packet: packet), ReturnMessage(packet: packet)))
        }
    }

    @Test(arguments: [nil, "signalled", "timed_out", "lost"] as [String?], [0, 1, -1, 254] as [Int64])
    func `has the state that the return has`(ending: String?, retcode: Int64) throws {
        let golden = try #require(try Golden.jobReturns().first)
        for success in [nil, true, false] as [Bool?] {
            var fields = golden.fields
            fields["retcode"] = .int(retcode)
            fields["success"] = success.map { .bool($0) }
            fields["ending"] = ending.map { .string($0) }
            fields["signal"] = 9
            let packet = golden.packet(with: fields)
            #expect(try agrees(ReturnEnvelope(packet: packet), ReturnMessage(packet: packet)))
        }
    }

    @Test(
        arguments: [
            ("jid", nil), ("jid", 5), ("jid", "20261122"), ("jid", "20260230000000000000"), ("id", nil), ("id", ".."),
            ("id", .binary([0x61])), ("id", "a/b"), ("retcode", nil), ("retcode", "0"), ("retcode", 0.0),
            ("retcode", .uint(.max)), ("success", 1), ("success", .null), ("ending", 1), ("ending", .null),
            ("ending", "exploded"), ("ending", "Lost"), ("jid", .null), ("id", .null), ("retcode", .null),
        ] as [(String, Value?)]
    )
    func `is refused where one of its fields is wrong, and so is the return`(field: String, value: Value?) throws {
        let golden = try #require(try Golden.jobReturns().first)
        let packet = golden.packet(field, value)
        #expect(throws: WireError.self) { try ReturnEnvelope(packet: packet) }
        #expect(throws: WireError.self) { try ReturnMessage(packet: packet) }
    }

    @Test(arguments: try Golden.jobReturns())
    func `is refused of a packet that is cut, goes on, or is of another version or kind`(golden: Golden) {
        for count in 0..<golden.packet.count {
            #expect(throws: WireError.self, "cut at \(count)") {
                try ReturnEnvelope(packet: Array(golden.packet.prefix(count)))
            }
        }
        #expect(throws: WireError.self) { try ReturnEnvelope(packet: golden.packet + [0xc0]) }
        var packet = golden.packet
        packet[0] = 2
        #expect(throws: WireError.unsupportedVersion(2)) { try ReturnEnvelope(packet: packet) }
        (packet[0], packet[1]) = (1, 16)
        #expect(throws: WireError.unexpectedKind(16)) { try ReturnEnvelope(packet: packet) }
        packet[1] = 200
        #expect(throws: WireError.unexpectedKind(200)) { try ReturnEnvelope(packet: packet) }
    }

    @Test func `has the limits of the return: 64 deep, a million values`() throws {
        let golden = try #require(try Golden.jobReturns().first)
        func nested(_ depth: Int) -> Value { (0..<depth).reduce(Value.null) { value, _ in [value] } }
        let values: [(Value, Bool)] = [
            (nested(63), true), (nested(64), false), (.array(Array(repeating: 0, count: 990_000)), true),
            (.array(Array(repeating: 0, count: 1_000_000)), false),
        ]
        for (value, isTaken) in values {
            let packet = golden.packet("return", value)
            #expect(((try? ReturnEnvelope(packet: packet)) != nil) == isTaken)
            #expect(((try? ReturnMessage(packet: packet)) != nil) == isTaken)
        }
    }

    /// The master keeps such a return, since it opens none; who reads it finds it damaged.
    @Test(
        arguments: [("fun", nil), ("fun", "ping"), ("fun_args", 1), ("user", 1), ("signal", 99)] as [(String, Value?)]
    )
    func `does not look at the other fields, which only the return refuses`(field: String, value: Value?) throws {
        let golden = try #require(try Golden.jobReturns().first { $0.file == "return-signalled" })
        let packet = golden.packet(field, value)
        #expect(try ReturnEnvelope(packet: packet).state == .terminated)
        #expect(throws: WireError.self) { try ReturnMessage(packet: packet) }
    }

    /// It checks each field as it passes, the return only the last of a name: it refuses more, and never reads otherwise.
    @Test func `of a field that stands twice the last counts, but both must be of their kind`() throws {
        let golden = try #require(try Golden.jobReturns().first)
        func packet(first name: String, _ value: Value) -> [UInt8] {
            golden.packet(
                with: ValueMap(entries: [ValueMap.Entry(key: .string(name), value: value)] + golden.fields.entries)
            )
        }
        for (name, value) in [("id", "other"), ("retcode", 77), ("success", true), ("ending", "")] as [(String, Value)]
        {
            let twice = packet(first: name, value)
            #expect(try agrees(ReturnEnvelope(packet: twice), ReturnMessage(packet: twice)), "\(name)")
        }
        #expect(throws: WireError.self) { try ReturnEnvelope(packet: packet(first: "retcode", "text")) }
        #expect(try ReturnMessage(packet: packet(first: "retcode", "text")).jobReturn.retcode == 2)
    }

    @Test(arguments: [2, UInt64.random(in: .min ... .max)])
    func `agrees with the return on damaged packets too, 10,000 for each seed`(seed: UInt64) throws {
        let all = try Golden.jobReturns()
        var generator = SeededGenerator(seed: seed)
        for round in 0..<10_000 {
            let packet = generator.mutated(all[round % all.count].packet)
            guard let message = try? ReturnMessage(packet: packet) else {
                _ = try? ReturnEnvelope(packet: packet)
                continue
            }
            let keys = try Value(messagePack: Array(packet.dropFirst(2))).mapValue?.keys ?? []
            guard let envelope = try? ReturnEnvelope(packet: packet) else {
                let isTwice = Self.read.contains { name in keys.count { $0 == .string(name) } > 1 }
                #expect(isTwice, "seed \(seed), round \(round): \(packet)")
                continue
            }
            #expect(agrees(envelope, message), "seed \(seed), round \(round): \(packet)")
        }
    }
}
