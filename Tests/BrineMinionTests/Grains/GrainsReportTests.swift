import BrineWire
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `Telling the grains` {
    @Test func `is done once, when they change, and after each welcome`() {
        var report = GrainsReport()
        let (first, second): (ValueMap, ValueMap) = (["os": "Debian"], ["os": "Arch"])
        #expect(report.step(first) == .send(GrainsMessage(grains: first).packet))
        #expect(report.step(first) == .nothing)
        #expect(report.step(second) == .send(GrainsMessage(grains: second).packet))
        #expect(report.step(second) == .nothing)
        report.renew()
        #expect(report.step(second) == .send(GrainsMessage(grains: second).packet))
    }

    @Test func `is not tried where a master would not take them, and said once`() {
        var report = GrainsReport()
        let room = GrainsMessage.longestPacket - GrainsMessage(grains: ["a": .string("")]).packet.count - 4
        let longest: ValueMap = ["a": .string(String(repeating: "x", count: room))]
        #expect(report.step(longest) == .send(GrainsMessage(grains: longest).packet))
        #expect(GrainsMessage(grains: longest).packet.count == GrainsMessage.longestPacket)
        let tooLong: ValueMap = ["a": .string(String(repeating: "x", count: room + 1))]
        let most = GrainsMessage.longestPacket
        #expect(report.step(tooLong) == .refused("they have \(most + 1) bytes, \(most) are the most"))
        #expect(report.step(tooLong) == .nothing)
        let tooDeep = (0..<20).reduce(Value.int(1)) { value, _ in .array([value]) }
        guard case .refused(let reason) = report.step(["a": tooDeep]) else {
            Issue.record("grains that no master reads are sent")
            return
        }
        #expect(reason.contains("malformed"))
        #expect(report.step(longest) == .send(GrainsMessage(grains: longest).packet))
    }
}
