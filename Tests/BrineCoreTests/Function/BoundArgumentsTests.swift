import BrineCore
import MessagePack
import Testing

@Suite struct `Bound arguments` {
    private let parameters: [Parameter] = [
        .required("cmd", .text, "a command"),
        .optional("cwd", .text, "a directory"),
        .optional("count", .integer, default: 1, "a number"),
    ]

    private func bind(
        _ positional: [Value],
        _ keyword: ValueMap = [:],
        to others: [Parameter]? = nil
    ) throws(ArgumentError) -> BoundArguments {
        try BoundArguments(CallArguments(positional, keyword: keyword), to: others ?? parameters)
    }

    @Test func `arguments by place and by name reach their parameters and the rest have defaults`() throws {
        let bound = try bind(["ls"], ["count": 3])
        #expect(try bound.string("cmd") == "ls")
        #expect(try bound.optionalString("cwd") == nil)
        #expect(try bound.int("count") == 3)
        #expect(try bound.double("count") == 3)
        #expect(try bind(["ls", "/tmp"]).optionalString("cwd") == "/tmp")
        #expect(try bind([], ["cmd": "ls"]).int("count") == 1)
    }

    @Test func `a missing argument is named, all of them at once`() {
        #expect(throws: ArgumentError.missing(["cmd"])) { try bind([]) }
        let two: [Parameter] = [.required("jid", .any, ""), .required("sig", .any, "")]
        #expect(throws: ArgumentError.missing(["jid", "sig"])) { try bind([], to: two) }
    }

    @Test func `too many, unknown, doubled and nameless arguments are refused`() {
        #expect(throws: ArgumentError.tooMany(allowed: 3, found: 4)) { try bind(["a", "b", 1, 2]) }
        #expect(throws: ArgumentError.unknownKeyword("cmdd")) { try bind(["a"], ["cmdd": 1]) }
        #expect(throws: ArgumentError.givenTwice("cmd")) { try bind(["a"], ["cmd": "b"]) }
        #expect(throws: ArgumentError.unreadableKeyword("an integer: 7")) { try bind(["a"], [7: "b"]) }
    }

    @Test func `a value of another kind is refused with what was expected and what was found`() {
        #expect(throws: ArgumentError.wrongValue(parameter: "cmd", expected: "a text", found: "an integer: 5")) {
            try bind([5])
        }
        #expect(throws: ArgumentError.wrongValue(parameter: "cmd", expected: "a text", found: "nothing")) {
            try bind([nil])
        }
        #expect(throws: ArgumentError.wrongValue(parameter: "count", expected: "an integer", found: "a list")) {
            try bind(["a"], ["count": [1, 2]])
        }
        #expect(
            throws: ArgumentError.wrongValue(
                parameter: "count",
                expected: "an integer",
                found: "an integer: 18446744073709551615"
            )
        ) {
            try bind(["a"], ["count": .uint(.max)])
        }
    }

    @Test func `a long value is not repeated in the text`() {
        let long = String(repeating: "x", count: 5_000)
        let error = ArgumentError.wrongValue(parameter: "count", expected: "an integer", found: "a text of 5000 bytes")
        #expect(throws: error) { try bind(["a"], ["count": .string(long)]) }
    }

    @Test func `null is taken where it is the default and nowhere else`() throws {
        #expect(try bind(["ls"], ["cwd": nil]).optionalString("cwd") == nil)
        #expect(throws: ArgumentError.self) { try bind(["ls"], ["count": nil]) }
    }

    @Test func `further arguments are gathered in order`() throws {
        let bound = try bind(
            ["a", 2, nil],
            ["x": 1, "y": [2]],
            to: [.required("first", .any, ""), .rest("args", ""), .restKeyword("kwargs", "")]
        )
        #expect(try bound.value("first") == "a")
        #expect(bound.rest == [2, nil])
        #expect(bound.restKeyword == ["x": 1, "y": [2]])
    }

    @Test func `a parameter that was never declared is an error and no crash`() throws {
        let bound = try bind(["ls"])
        #expect(throws: ArgumentError.missing(["nosuch"])) { try bound.value("nosuch") }
        #expect(throws: ArgumentError.self) { try bound.bool("cmd") }
        #expect(throws: ArgumentError.self) { try bound.optionalMap("cmd") }
        #expect(throws: ArgumentError.self) { try bound.optionalDouble("cmd") }
    }
}
