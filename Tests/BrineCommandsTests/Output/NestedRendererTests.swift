import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Nested output` {
    private let renderer = ValueRenderer(format: .nested)

    @Test func `shows a scalar under its minion`() {
        #expect(renderer.render(["web2": true]) == "web2:\n    True")
        #expect(renderer.render(["web2": nil]) == "web2:\n    None")
        #expect(renderer.render(["web2": 7]) == "web2:\n    7")
        #expect(renderer.render(["web2": 1.5]) == "web2:\n    1.5")
    }

    @Test func `shows nothing under a minion with an empty text or list`() {
        #expect(renderer.render(["web2": ""]) == "web2:")
        #expect(renderer.render(["web2": []]) == "web2:")
    }

    @Test func `is empty for an empty map alone`() {
        #expect(renderer.render([:]).isEmpty)
    }

    @Test func `sorts keys and draws a line above each map but the outermost`() {
        let job: Value = [
            "20261122144346964916": [
                "User": "root", "Target-type": "glob", "Target": "*", "Arguments": [100], "Result": [:],
                "Minions": ["db1", "web1"], "Function": "test.sleep",
            ]
        ]

        #expect(
            renderer.render(job) == """
                20261122144346964916:
                    ----------
                    Arguments:
                        - 100
                    Function:
                        test.sleep
                    Minions:
                        - db1
                        - web1
                    Result:
                        ----------
                    Target:
                        *
                    Target-type:
                        glob
                    User:
                        root
                """
        )
    }

    @Test func `marks maps and lists in lists`() {
        let value: Value = ["kwargs": ["__pub_arg": [1, ["__kwarg__": true, "a": 2], [3, [4]]]]]

        #expect(
            renderer.render(value) == """
                kwargs:
                    ----------
                    __pub_arg:
                        - 1
                        |_
                          ----------
                          __kwarg__:
                              True
                          a:
                              2
                        |_
                          - 3
                          |_
                            - 4
                """
        )
    }

    @Test func `begins a list of rows with its mark`() {
        let rows: Value = [["fun": "runner.jobs.master", "fun_args": []]]

        #expect(renderer.render(rows) == "|_\n  ----------\n  fun:\n      runner.jobs.master\n  fun_args:")
    }

    @Test func `indents each line of a text, empty ones too`() {
        #expect(renderer.render(["nosuch": "a\nb\n\nc\n"]) == "nosuch:\n    a\n    b\n    \n    c")
        #expect(renderer.render(["x": ["a\r\nb", "c"]]) == "x:\n    - a\n      b\n    - c")
    }

    @Test func `does not let an answer steer the terminal`() {
        let hostile: Value = ["a\u{1b}]0;x\u{07}\nb": "\u{1b}[2Jgone\u{9b}31m\tx\u{08}"]

        #expect(renderer.render(hostile) == "a?]0;x??b:\n    ?[2Jgone?31m\tx?")
    }

    @Test func `colours keys, texts and scalars`() {
        let colored = ValueRenderer(format: .nested, color: true)

        #expect(
            colored.render(["a": ["t", 1]])
                == "\u{1b}[0;36ma\u{1b}[0;0m:\n    \u{1b}[0;32m- t\u{1b}[0;0m\n    \u{1b}[0;1;33m- 1\u{1b}[0;0m"
        )
        #expect(colored.render(["a": ""], failed: true) == "\u{1b}[0;31ma\u{1b}[0;0m:")
    }

    @Test func `shows a key that came twice once, with its last value`() {
        #expect(renderer.render(["a": 1, "b": 2, "a": 3]) == "a:\n    3\nb:\n    2")
    }

    @Test func `orders numbers by size and kinds apart`() {
        let keys: Value = [10: "", 9: "", .uint(1 << 63): "", 9.5: "", "Z": "", "a": "", "é": "", nil: ""]

        #expect(renderer.render(keys) == "None:\n9:\n9.5:\n10:\n9223372036854775808:\nZ:\na:\né:")
    }

    @Test func `shows binary data as text and extension values as hex`() {
        #expect(renderer.render(["b": .binary([0x68, 0x69, 0xff])]) == "b:\n    hi\u{fffd}")
        #expect(renderer.render(["e": .extended(type: 5, [0x0a, 0xff])]) == "e:\n    <extension type 5: 0aff>")
    }
}
