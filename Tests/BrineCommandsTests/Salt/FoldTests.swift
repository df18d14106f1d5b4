import ArgumentParser
import BrineCore
import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Folded answers` {
    private func answer(
        _ name: String,
        _ value: Value,
        retcode: Int64? = 0,
        state: JobState? = .succeeded
    ) throws -> MinionAnswer {
        MinionAnswer(
            id: try #require(MinionID(name)),
            value: value,
            retcode: retcode,
            state: state,
            isReturned: state?.isReturned ?? false
        )
    }

    private func folded(_ answers: [MinionAnswer]) -> FoldedAnswers {
        var folded = FoldedAnswers()
        for answer in answers { folded.add(answer) }
        return folded
    }

    @Test func `stand once each, the most frequent first`() throws {
        let groups = folded([
            try answer("web1", "a"), try answer("web2", "b"), try answer("web3", "b"), try answer("db1", "b"),
        ])
        .groups
        #expect(groups.map(\.minions.description) == ["web[2-3],db1", "web1"])
        #expect(groups.map(\.answer.value) == ["b", "a"])
    }

    @Test func `are apart where result codes or states differ, though the text is one`() throws {
        let groups = folded([
            try answer("web1", "a"), try answer("web2", "a", retcode: 1, state: .failed),
            try answer("web3", "a", retcode: 2, state: .failed),
            try answer("web4", "a", retcode: 2, state: .terminated),
        ])
        .groups
        #expect(groups.map(\.minions.description) == ["web1", "web2", "web3", "web4"])
    }

    @Test func `are one whatever the order of a map's entries is, and for what equals nothing`() throws {
        let groups = folded([
            try answer("web1", ["a": 1, "b": [["c": 2, "d": .double(.nan)]]]),
            try answer("web2", ["b": [["d": .double(.nan), "c": 2]], "a": 1]),
            try answer("web3", ["b": [["d": .double(.nan), "c": 2.0]], "a": 1]),
        ])
        .groups
        #expect(groups.map(\.minions.description) == ["web[1-2]", "web3"])
        #expect(groups.first?.answer.value.mapValue?.keys == ["a", "b"])
    }

    @Test func `have those that did not come at the end, by state`() throws {
        let groups = folded([
            try answer("web1", "gone", retcode: nil, state: .pending),
            try answer("web2", "gone", retcode: nil, state: .pending),
            try answer("web3", "gone", retcode: nil, state: .unreachable),
            try answer("web4", "x"),
            try answer("web5", "gone", retcode: nil, state: nil),
        ])
        .groups
        #expect(groups.map(\.minions.description) == ["web4", "web[1-2]", "web3", "web5"])
    }

    @Test func `in people's formats have the minions as their label`() throws {
        let answers = [
            try answer("web1", "up"), try answer("web2", "up"), try answer("db1", "no", retcode: 3, state: .failed),
            try answer("db2", "odd", retcode: 0, state: .failed),
            try answer("db3", "gone", retcode: nil, state: .pending),
        ]
        #expect(
            try printed(answers, as: .nested) == """
                web[1-2] (2 minions):
                    up
                db1 (1 minion, retcode 3):
                    no
                db2 (1 minion, failed):
                    odd
                db3 (1 minion):
                    gone

                """
        )
        #expect(
            try printed(answers, as: .txt) == """
                web[1-2] (2 minions): up
                db1 (1 minion, retcode 3): no
                db2 (1 minion, failed): odd
                db3 (1 minion): gone

                """
        )
        #expect(try printed(answers, as: .newlineValuesOnly) == "up\nno\nodd\ngone\n")
        #expect(try printed(answers, as: .quiet).isEmpty)
    }

    @Test func `in programs' formats are one list`() throws {
        let answers = [
            try answer("web1", "up"), try answer("web2", "up"),
            try answer("db1", "gone", retcode: nil, state: .pending),
        ]
        #expect(
            try printed(answers, as: .json)
                == #"[{"minions": ["web1", "web2"], "count": 2, "return": "up", "retcode": 0, "state": "succeeded"}, "#
                + #"{"minions": ["db1"], "count": 1, "return": "gone", "retcode": null, "state": "pending"}]"# + "\n"
        )
        #expect(try printed([], as: .json) == "[]\n")
    }

    private func printed(_ answers: [MinionAnswer], as format: OutputFormat) throws -> String {
        let file = try OutputFile()
        let console = try ConsoleWriter(path: file.path, appending: false)
        let printer = AnswerPrinter(console: console, renderer: ValueRenderer(format: format, indent: -1))
        try FoldReport(groups: folded(answers).groups, printer: printer).print()
        return file.text
    }
}

@Suite struct `Documentation from minions` {
    @Test func `has each function once, in the order of the names`() throws {
        var report = DocumentationReport()
        #expect(report.add(["test.ping": "Pings.", "cmd.run": "Runs."]) == nil)
        #expect(report.add(["test.ping": "Another text.", "z.z": "Last."]) == nil)
        let file = try OutputFile()
        let console = try ConsoleWriter(path: file.path, appending: true)
        try report.print(AnswerPrinter(console: console, renderer: ValueRenderer()), asMap: false)
        #expect(file.text == "cmd.run:\n\nRuns.\n\ntest.ping:\n\nPings.\n\nz.z:\n\nLast.\n\n")
        try report.print(
            AnswerPrinter(console: console, renderer: ValueRenderer(format: .json, indent: -1)),
            asMap: true
        )
        #expect(file.text.hasSuffix(#"{"cmd.run": "Runs.", "test.ping": "Pings.", "z.z": "Last."}"# + "\n"))
    }

    @Test func `says what came in its place`() {
        var report = DocumentationReport()
        #expect(report.add("'sys.doc' is not available.") == "'sys.doc' is not available.")
        #expect(report.add(7) == "found an integer")
    }

    @Test func `is asked of sys.doc, with or without its name`() throws {
        let option = try DocumentationOption.parse(["-d"])
        #expect(option.call("cmd.run", []).all[0].arguments == CallArguments(["cmd.run"]))
        #expect(option.call("sys.doc", ["cmd", "test.*"]).all[0].arguments == CallArguments(["cmd", "test.*"]))
        #expect(option.call(nil, []).all[0].arguments == CallArguments())
        #expect(option.call(nil, []).description == "sys.doc")
    }
}
