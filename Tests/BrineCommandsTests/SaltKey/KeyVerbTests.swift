import BrineCore
import Testing

@testable import BrineCommands

@Suite struct `Verbs for keys` {
    @Test(arguments: ["y", "Y", "yes", "YES"])
    func `are allowed by a yes`(_ answer: String) {
        for verb in [KeyVerb.accept, .reject, .delete] { #expect(verb.isAllowed(by: answer)) }
    }

    @Test(arguments: ["n", "no", "N", "yep", "yess", "q", "y n", "ja", nil])
    func `are not allowed by anything else, nor by the end of the input`(_ answer: String?) {
        for verb in [KeyVerb.accept, .reject, .delete] { #expect(!verb.isAllowed(by: answer)) }
    }

    @Test func `are allowed by an empty answer where the question says so`() {
        #expect(KeyVerb.accept.isAllowed(by: ""))
        #expect(KeyVerb.reject.isAllowed(by: ""))
        #expect(!KeyVerb.delete.isAllowed(by: ""))
        #expect(KeyVerb.accept.question == "Proceed? [n/Y] ")
        #expect(KeyVerb.reject.question == "Proceed? [n/Y] ")
        #expect(KeyVerb.delete.question == "Proceed? [N/y] ")
    }

    @Test func `take keys from the unaccepted and what is included, never from where they go`() {
        let all = Set(KeyState.allCases)

        #expect(KeyVerb.accept.sources(including: []) == [.unaccepted])
        #expect(KeyVerb.accept.sources(including: [.denied]) == [.unaccepted, .denied])
        #expect(KeyVerb.accept.sources(including: all) == [.unaccepted, .denied, .rejected])
        #expect(KeyVerb.reject.sources(including: []) == [.unaccepted])
        #expect(KeyVerb.reject.sources(including: all) == [.unaccepted, .denied, .accepted])
        #expect(KeyVerb.delete.sources(including: []) == all)
    }
}

@Suite struct `Patterns of keys` {
    @Test func `mean one glob or any of several`() {
        #expect(KeyPattern("web*").matches("web1"))
        #expect(!KeyPattern("web*").matches("db1"))
        #expect(KeyPattern("web[12],db1").matches("db1"))
        #expect(KeyPattern("web[12],db1").matches("web2"))
        #expect(!KeyPattern("web[12],db1").matches("web3"))
        #expect(KeyPattern.everything.matches("web3"))
    }

    @Test(arguments: ["", ",", "WEB1", "web"])
    func `mean nothing else`(_ pattern: String) {
        #expect(!KeyPattern(pattern).matches("web1"))
    }
}
