import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Literal output` {
    @Test(arguments: [OutputFormat.raw, .pprint])
    func `is a Python literal`(format: OutputFormat) {
        let renderer = ValueRenderer(format: format)

        #expect(renderer.render(["web2": true]) == "{'web2': True}")
        #expect(renderer.render(["a": [1, nil, 1.5, []], "b": [:]]) == "{'a': [1, None, 1.5, []], 'b': {}}")
        #expect(renderer.render(.double(.infinity)) == "inf")
    }

    @Test func `keeps entries in order when raw and sorts them when pretty`() {
        #expect(ValueRenderer(format: .raw).render(["b": 1, "a": 2]) == "{'b': 1, 'a': 2}")
        #expect(ValueRenderer(format: .pprint).render(["b": 1, "a": 2]) == "{'a': 2, 'b': 1}")
    }

    @Test func `is broken over lines when pretty and long`() {
        let value: Value = [
            "web1": [
                ["fun": "test.sleep", "arg": [100], "jid": "20261122144346964916", "tgt": "*", "user": "root"], "end",
            ]
        ]

        #expect(
            ValueRenderer(format: .pprint).render(value) == """
                {'web1': [{'arg': [100],
                           'fun': 'test.sleep',
                           'jid': '20261122144346964916',
                           'tgt': '*',
                           'user': 'root'},
                          'end']}
                """
        )
    }

    @Test func `fits in eighty columns exactly`() {
        let renderer = ValueRenderer(format: .pprint)

        #expect(renderer.render(["a", .string(String(repeating: "x", count: 71))]).utf8.count == 80)
        #expect(renderer.render(["a", .string(String(repeating: "x", count: 72))]).contains("\n"))
    }
}
