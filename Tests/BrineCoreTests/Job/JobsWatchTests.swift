import BrineCore
import MessagePack
import Testing

@Suite struct `Calls of jobs.watch` {
    @Test func `name a job`() throws {
        #expect(try JobsWatch(CallArguments(["20261122144346964916"])).jid == JobID("20261122144346964916"))
        #expect(try JobsWatch(CallArguments(keyword: ["jid": "20261122144346964916"])).jid.microseconds > 0)
    }

    @Test(
        arguments: [
            (CallArguments(), "missing argument: jid"),
            (CallArguments(["bogus"]), "jid must be a jid of twenty digits, found 'bogus'"),
            (CallArguments([12]), "jid must be a text, found an integer: 12"),
            (CallArguments(["20261122144346964916", 1]), "at most 1 argument by place expected, found 2"),
        ] as [(CallArguments, String)]
    )
    func `say what is wrong with them`(arguments: CallArguments, reason: String) {
        let error = #expect(throws: ArgumentError.self) { try JobsWatch(arguments) }
        #expect(error?.description == reason)
    }
}
