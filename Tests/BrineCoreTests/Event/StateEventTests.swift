import BrineCore
import MessagePack
import Testing

@Suite struct `A call of state.event` {
    @Test func `shows all events for ever where it says nothing`() throws {
        let call = try StateEvent(CallArguments())
        #expect(call.pattern == "*" && call.count == nil && !call.isQuiet && !call.isPretty)
    }

    @Test func `takes its arguments by place and by name`() throws {
        let call = try StateEvent(CallArguments(["salt/*", 3], keyword: ["quiet": true, "pretty": true]))
        #expect(call.pattern == "salt/*" && call.count == 3 && call.isQuiet && call.isPretty)
        #expect(try StateEvent(CallArguments(keyword: ["count": -7])).count == nil)
        #expect(try StateEvent(CallArguments(keyword: ["count": 0])).count == 0)
    }

    @Test(
        arguments: [
            CallArguments([7]), CallArguments(keyword: ["count": "many"]), CallArguments(keyword: ["pretty": 1]),
            CallArguments(keyword: ["node": "master"]), CallArguments(["*", 1, false, false, 1]),
            CallArguments([.string(String(repeating: "*", count: 1_025))]),
        ]
    )
    func `refuses what makes no sense`(arguments: CallArguments) {
        #expect(throws: ArgumentError.self) { try StateEvent(arguments) }
    }

    @Test func `is documented as every function`() {
        let usage = "Usage: state.event tagmatch=* count=-1 quiet=False pretty=False"
        #expect(StateEvent.documentation.contains(usage))
    }
}
