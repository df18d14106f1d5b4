import BrineCore
import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Call arguments` {
    @Test func `are read as Salt reads them`() {
        let words = [
            "1", "1.5", "true", "True", "None", "null", "[1,2]", "{a: 1}", "'1'", "2026-01-01", "a=b=c", "x y",
            "__kwarg__=True",
        ]

        let arguments = CallArgumentReader().read(words)

        let positional: [Value] = [1, 1.5, true, true, nil, nil, [1, 2], ["a": 1], "1", "2026-01-01", "x y"]
        #expect(arguments == CallArguments(positional, keyword: ["a": "b=c"]))
    }

    @Test func `by name carry YAML values in the order written`() {
        let arguments = CallArgumentReader().read(["b={c: d}", "a=1", "text='1'", "empty=", "_x1=~"])

        #expect(
            arguments == CallArguments([], keyword: ["b": ["c": "d"], "a": 1, "text": "1", "empty": "", "_x1": nil])
        )
    }

    @Test func `given twice by name count once, with the last value`() {
        #expect(CallArgumentReader().read(["a=1", "b=2", "a=3"]) == CallArguments([], keyword: ["a": 3, "b": 2]))
    }

    @Test(arguments: ["=1", "1a=1", "a-b=1", "a b=1", "é=1", "foo==1.2", "A=1\necho $A", "--opt=1", "{a: 'b=c'}x=1"])
    func `that are no assignment stand by place`(word: String) {
        #expect(CallArgumentReader().read([word]) == CallArguments([.string(word)]))
    }

    @Test func `may be absent`() {
        #expect(CallArgumentReader().read([]) == CallArguments())
    }

    @Test func `names that are not to be read keep their text`() {
        let reader = CallArgumentReader(unread: ["a", "c"])
        let arguments = reader.read(["a=1", "b=1", "c=[x", "2"])
        #expect(arguments == CallArguments([2], keyword: ["a": "1", "b": 1, "c": "[x"]))
    }
}
