import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module test, how arguments arrive` {
    @Test func `arg answers its arguments, those by name without the marks of publishing`() async throws {
        let result = try await call("test.arg", 1, "x y", keyword: ["a": 2])
        #expect(result == FunctionResult(["args": [1, "x y"], "kwargs": ["a": 2]]))
        #expect(try await call("test.arg") == FunctionResult(["args": [], "kwargs": [:]]))
    }

    @Test func `kwarg answers those by name and args those by place`() async throws {
        #expect(try await call("test.kwarg", keyword: ["a": 1, "b": ["c": "d"]]).value == ["a": 1, "b": ["c": "d"]])
        #expect(try await call("test.kwarg", 1).text.contains("at most 0 arguments by place expected, found 1"))
        #expect(try await call("test.args", 1, "x y", [nil]).value == [1, "x y", [nil]])
        #expect(try await call("test.args").value == [])
        #expect(try await call("test.args", keyword: ["a": 1]).text.contains("unknown argument: a"))
    }

    @Test func `arg_repr answers what Python's repr would`() async throws {
        let result = try await call("test.arg_repr", 1, "it's", 3.5, nil, keyword: ["a": [true, ["b": "c"]]])
        #expect(result.value == ["args": "(1, \"it's\", 3.5, None)", "kwargs": "{'a': [True, {'b': 'c'}]}"])
    }

    @Test func `arg_repr writes a tuple of one with a comma and an empty one without`() async throws {
        #expect(try await call("test.arg_repr", "[x]").value == ["args": "('[x]',)", "kwargs": "{}"])
        #expect(try await call("test.arg_repr").value == ["args": "()", "kwargs": "{}"])
    }

    @Test func `arg_type answers the names of Python's types`() async throws {
        let values: [Value] = [
            nil, true, 1, .uint(.max), 1.5, "x", .binary([1]), [], [:], .extended(type: 1, [2]),
        ]
        let names = [
            "NoneType", "bool", "int", "int", "float", "str", "bytes", "list", "dict", "msgpack.ext.ExtType",
        ]
        for (value, name) in zip(values, names) {
            let type = Value.string("<class '\(name)'>")
            let result = try await call("test.arg_type", value, 1, keyword: ["key": value])
            #expect(result.value == ["args": [type, "<class 'int'>"], "kwargs": ["key": type]])
        }
        #expect(try await call("test.arg_type").value == ["args": [], "kwargs": [:]])
    }
}
