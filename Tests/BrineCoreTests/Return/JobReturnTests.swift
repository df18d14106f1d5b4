import BrineCore
import MessagePack
import Testing

@Suite struct `Job returns` {
    private func state(_ retcode: Int64, _ success: Bool, _ ending: JobReturn.Ending) -> JobState {
        JobReturn(
            jid: .first,
            calls: Calls(FunctionName(module: "test", function: "ping")),
            user: "root",
            value: true,
            retcode: retcode,
            success: success,
            ending: ending
        )
        .state
    }

    @Test func `an ordinary one succeeded where retcode and success both say so`() {
        #expect(state(0, true, .ordinary) == .succeeded)
        #expect(state(0, false, .ordinary) == .failed)
        #expect(state(1, true, .ordinary) == .failed)
        #expect(state(1, false, .ordinary) == .failed)
        #expect(state(-1, true, .ordinary) == .failed)
        #expect(state(.min, true, .ordinary) == .failed)
    }

    @Test(arguments: [0, 1, 143] as [Int64], [true, false])
    func `one that did not run to its end is what ended it, whatever else it says`(retcode: Int64, success: Bool) {
        #expect(state(retcode, success, .signalled(15, by: "root")) == .terminated)
        #expect(state(retcode, success, .signalled(9, by: nil)) == .terminated)
        #expect(state(retcode, success, .timedOut) == .timedOut)
        #expect(state(retcode, success, .lost) == .lost)
    }

    @Test func `is ordinary and good where nothing else is said`() {
        let plain = JobReturn(
            jid: .first,
            calls: Calls(FunctionName(module: "test", function: "ping")),
            user: "root",
            value: true
        )
        #expect(plain.retcode == 0 && plain.success && plain.ending == .ordinary)
        #expect(plain.state == .succeeded)
    }
}
