import BrineWire
import Testing

@Suite struct `Golden packets` {
    @Test(arguments: try Golden.all())
    func `a message is exactly these bytes`(golden: Golden) throws {
        #expect(try golden.packet == Fixture.packet(golden.file))
    }

    @Test(arguments: try Golden.all())
    func `these bytes are the message again`(golden: Golden) throws {
        let packet = try Fixture.packet(golden.file)
        #expect(try golden.isIn(packet))
        #expect(try golden.reencode(packet) == packet)
        #expect(try OpenedPacket(packet).kind == golden.kind)
    }

    @Test func `each kind of message has one, and each file is one's`() throws {
        let all = try Golden.all()
        #expect(Set(all.map(\.kind)) == Set(MessageKind.allCases))
        #expect(try Set(all.map(\.file)) == Fixture.names())
        #expect(Set(all.map(\.file)).count == all.count)
    }

    @Test func `each begins with the version and the kind's number`() throws {
        let numbers: [MessageKind: UInt8] = [
            .command: 1, .acknowledgement: 2, .welcome: 3, .receipt: 16, .jobReturn: 17, .heartbeat: 18, .event: 19,
            .grains: 20,
            .enrolmentRequest: 32, .enrolmentAnswer: 33, .publishRequest: 48, .publishAnswer: 49, .watchRequest: 50,
            .jobStanding: 51, .jobNews: 52, .runRequest: 53, .runAnswer: 54, .failure: 55,
            .eventRequest: 56, .eventNews: 57, .previewRequest: 58, .previewAnswer: 59, .progressRequest: 60,
            .jobProgress: 61, .newestJobsRequest: 62, .newestJobsAnswer: 63,
        ]
        for golden in try Golden.all() {
            #expect(Array(golden.packet.prefix(2)) == [1, try #require(numbers[golden.kind])])
        }
    }

    @Test func `the page on the protocol has a line for each, with its number and its file`() throws {
        let lines = try Fixture.page("docs/protocol.md").split(separator: "\n")
        for golden in try Golden.all() {
            let line = lines.first {
                $0.hasPrefix("| \(golden.kind.rawValue) |") && $0.contains("`\(golden.file).hex`")
            }
            #expect(line != nil, "\(golden.file)")
        }
    }
}
