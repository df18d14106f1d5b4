import BrineCore
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `A module's description` {
    @Test func `all but the names of functions may be left out`() throws {
        let description = try ModuleDescription(["functions": ["go": [:], "stop_2": ["parameters": []]]], of: "m")
        #expect(description.summary.isEmpty)
        #expect(description.functions.map(\.name.description) == ["m.go", "m.stop_2"])
        #expect(description.functions.map { $0.parameters.map(\.usage) } == [["*args", "**kwargs"], []])
    }

    @Test func `null is as good as nothing, but as a default`() throws {
        let description = try ModuleDescription(
            [
                "summary": nil,
                "functions": [
                    "go": ["summary": nil, "details": nil, "parameters": nil],
                    "stop": ["parameters": [["name": "a", "type": "map", "kind": nil, "default": nil]]],
                ],
            ],
            of: "m"
        )
        #expect(description.functions.map { $0.parameters.map(\.usage) } == [["*args", "**kwargs"], ["a=None"]])
    }

    @Test func `fields that are not known are passed over`() throws {
        let description = try ModuleDescription(["functions": ["go": ["since": 5]], "author": "A."], of: "m")
        #expect(description.functions.count == 1)
    }

    @Test func `parameters are those of a built-in function`() throws {
        let parameters: Value = [
            ["name": "a", "type": "text", "summary": "one"], ["name": "b", "type": "integer", "default": 5],
            ["name": "c", "type": "number", "default": 1], ["name": "d", "type": "boolean", "default": false],
            ["name": "e", "type": "list", "default": []], ["name": "f", "type": "map", "default": [:]],
            ["name": "g", "type": "any", "default": "x"], ["name": "h", "kind": "rest", "type": "any"],
            ["name": "i", "kind": "rest_keyword", "summary": "others"],
        ]
        let document: Value = ["functions": ["go": ["summary": "S.", "details": "D.", "parameters": parameters]]]
        let function = try #require(try ModuleDescription(document, of: "m").functions.first)
        #expect(function.summary == "S.")
        #expect(function.details == "D.")
        #expect(
            function.parameters == [
                .required("a", .text, "one"), .optional("b", .integer, default: 5, ""),
                .optional("c", .number, default: 1, ""), .optional("d", .boolean, default: false, ""),
                .optional("e", .list, default: [], ""), .optional("f", .map, default: [:], ""),
                .optional("g", .any, default: "x", ""), .rest("h", ""), .restKeyword("i", "others"),
            ]
        )
    }

    private static let wrongDocuments: [(Value, String)] = [
        (5, "the description must be a map, found an integer: 5"),
        ([], "the description must be a map, found a list"),
        ([:], "functions must be a map, found nothing"),
        (["functions": "go"], "functions must be a map, found a text: go"),
        (["functions": [:], "summary": ["a"]], "summary must be a text, found a list"),
        (["functions": ["go": true]], "functions.go must be a map, found a boolean: True"),
        (["functions": ["go": ["summary": 1]]], "functions.go.summary must be a text, found an integer: 1"),
        (["functions": ["go": ["details": 1]]], "functions.go.details must be a text, found an integer: 1"),
        (
            ["functions": ["go-on": [:]]],
            "a name in functions must be made of letters, digits and underscores, 128 characters at most with the "
                + "module's, found a text: go-on"
        ),
        (
            ["functions": ["": [:]]],
            "a name in functions must be made of letters, digits and underscores, 128 characters at most with the "
                + "module's, found a text: ''"
        ),
    ]

    @Test(arguments: wrongDocuments)
    func `a wrong document is refused by the field, what was expected and what was found`(
        document: Value,
        reason: String
    ) {
        #expect {
            try ModuleDescription(document, of: "m")
        } throws: {
            String(describing: $0) == reason
        }
    }

    private static let wrongParameters: [(Value, String)] = [
        ("a", "parameters must be a list, found a text: a"),
        (["a"], "parameters[0] must be a map, found a text: a"),
        ([[:]], "parameters[0].name must be a text, found nothing"),
        ([["name": 1]], "parameters[0].name must be a text, found an integer: 1"),
        (
            [["name": "a b"]],
            "parameters[0].name must be made of letters, digits and underscores, with no digit at the start, "
                + "found a text: 'a b'"
        ),
        (
            [["name": "1a"]],
            "parameters[0].name must be made of letters, digits and underscores, with no digit at the start, "
                + "found a text: 1a"
        ),
        (
            [["name": "a"], ["name": "a"]], "parameters[1].name must be a name that no other parameter has, found a"
        ),
        (
            [["name": "a", "type": "string"]],
            "parameters[0].type must be one of any, text, integer, number, boolean, list, map, found a text: string"
        ),
        ([["name": "a", "type": 1]], "parameters[0].type must be a text, found an integer: 1"),
        (
            [["name": "a", "type": "text", "default": 1]],
            "parameters[0].default must be a text, found an integer: 1"
        ),
        ([["name": "a", "summary": 1]], "parameters[0].summary must be a text, found an integer: 1"),
        ([["name": "a", "kind": "*"]], "parameters[0].kind must be rest or rest_keyword, found a text: *"),
        (
            [["name": "a", "kind": "rest", "type": "text"]],
            "parameters[0].type must be any, or left out, for what takes the rest, found a text"
        ),
        (
            [["name": "a", "kind": "rest_keyword", "default": 1]],
            "parameters[0].default must be left out, found an integer: 1"
        ),
        (
            [["name": "a", "kind": "rest"], ["name": "b", "kind": "rest"]],
            "parameters[1].kind must be one that no other parameter has, found another *b"
        ),
        (
            [["name": "a", "default": 1], ["name": "b"]],
            "parameters[1].default must be given, as a before it has one, found nothing"
        ),
    ]

    @Test(arguments: wrongParameters)
    func `a wrong parameter is refused by the field, what was expected and what was found`(
        parameters: Value,
        reason: String
    ) {
        #expect {
            try ModuleDescription(["functions": ["go": ["parameters": parameters]]], of: "m")
        } throws: {
            String(describing: $0) == "functions.go.\(reason)"
        }
    }
}
