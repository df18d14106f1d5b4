import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Table output` {
    private let renderer = ValueRenderer(format: .table)

    @Test func `has a row for each map and a column for each key`() {
        let rows: Value = [["fun": "test.ping", "pid": 7], ["fun": "cmd.run", "user": "root"]]

        #expect(
            renderer.render(rows) == """
                --------------------------
                | fun       | pid | user |
                --------------------------
                | test.ping | 7   |      |
                | cmd.run   |     | root |
                --------------------------
                """
        )
    }

    @Test func `stands under each minion that answers with rows`() {
        #expect(
            renderer.render(["web1": [["a": 1]], "db1": []]) == """
                db1:
                web1:
                    -----
                    | a |
                    -----
                    | 1 |
                    -----
                """
        )
    }

    @Test func `labels the rows of a map of maps`() {
        #expect(
            renderer.render(["web2": ["ok": true], "web1": ["ok": "a\nb"]]) == """
                ---------------
                |      | ok   |
                ---------------
                | web1 | a b  |
                | web2 | True |
                ---------------
                """
        )
    }

    @Test func `is nested where there are no rows`() {
        #expect(renderer.render(["web1": true]) == "web1:\n    True")
        #expect(renderer.render([1, ["a": 1]]) == "- 1\n|_\n  ----------\n  a:\n      1")
    }
}
