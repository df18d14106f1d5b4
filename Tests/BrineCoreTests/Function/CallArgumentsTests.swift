import BrineCore
import MessagePack
import Testing

@Suite struct `Call arguments` {
    @Test(
        arguments: [
            (CallArguments(), []),
            (CallArguments([1, "a", nil, [2]]), [1, "a", nil, [2]]),
            (CallArguments([], keyword: ["a": 1]), [["__kwarg__": true, "a": 1]]),
            (CallArguments(["x"], keyword: ["b": 2, "a": [1]]), ["x", ["__kwarg__": true, "b": 2, "a": [1]]]),
            (CallArguments([["a": 1]]), [["a": 1]]),
        ] as [(CallArguments, [Value])]
    )
    func `are one list in Salt's form, both ways`(arguments: CallArguments, form: [Value]) {
        #expect(arguments.saltForm == form)
        #expect(CallArguments(saltForm: form) == arguments)
    }

    @Test func `a marked map counts as named wherever it stands, and several are one`() {
        let form: [Value] = [["a": 1, "__kwarg__": true], 5, ["__kwarg__": true, "b": 2]]
        #expect(CallArguments(saltForm: form) == CallArguments([5], keyword: ["a": 1, "b": 2]))
    }

    @Test(
        arguments: [["__kwarg__": false, "a": 1], ["__kwarg__": 1], ["__kwarg__": "true"], ["a": ["__kwarg__": true]]]
            as [Value]
    )
    func `a map without the mark itself is an argument by place`(map: Value) {
        #expect(CallArguments(saltForm: [map]) == CallArguments([map]))
    }

    @Test func `the mark's own name is no keyword`() {
        let arguments = CallArguments([], keyword: ["__kwarg__": false, "a": 1])
        #expect(CallArguments(saltForm: arguments.saltForm) == CallArguments([], keyword: ["a": 1]))
        #expect(CallArguments(saltForm: [["__kwarg__": true]]) == CallArguments())
    }
}
