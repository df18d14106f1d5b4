import BrineCore
import MessagePack
import Testing

@testable import BrineMaster

@Suite struct `A job as the jobs runner shows it` {
    @Test func `has Salt's words in Salt's order`() {
        let row = JobRow.row(of: job(0, for: [1, 2]))
        #expect(row.keys == ["Function", "Arguments", "Target", "Target-type", "User", "StartTime"])
        #expect(row["Function"] == "test.ping")
        #expect(row["Arguments"] == ["a"])
        #expect(row["Target"] == "*")
        #expect(row["Target-type"] == "glob")
        #expect(row["User"] == "root")
        #expect(row["StartTime"] == .string("2026, Nov 18 11:06:40.000000"))
    }

    @Test func `has the operator's marks where there are any`() {
        var marked = job(0, for: [1])
        marked.metadata = ["ticket": 7]
        #expect(JobRow.row(of: marked)["Metadata"] == ["ticket": 7])
    }

    @Test func `of several functions lists them, and the arguments of each`() throws {
        var several = job(0, for: [1])
        several.calls = try #require(Calls(several.calls.all + several.calls.all))
        let row = JobRow.row(of: several)
        #expect(row["Function"] == ["test.ping", "test.ping"] && row["Arguments"] == [["a"], ["a"]])
        let record = JobRow.row(ofRunning: ["fun": ["a.b", "c.d"], "arg": [[], [1]]], jid: jid(0))
        #expect(record["Function"] == ["a.b", "c.d"] && record["Arguments"] == [[], [1]])
    }

    @Test func `is made of a minion's own record where nothing else is known`() {
        let record: ValueMap = [
            "fun": "cmd.run", "arg": ["sleep 1"], "tgt": ["a"], "tgt_type": "list", "user": "eva", "pid": 7,
        ]
        let row = JobRow.row(ofRunning: record, jid: jid(0))
        #expect(row.keys == ["Function", "Arguments", "Target", "Target-type", "User", "StartTime"])
        #expect(row["Function"] == "cmd.run")
        #expect(row["Arguments"] == ["sleep 1"])
        #expect(row["Target"] == ["a"])
        #expect(row["Target-type"] == "list")
        #expect(row["User"] == "eva")
    }

    @Test func `is made of a record of anything`() {
        let row = JobRow.row(ofRunning: ["fun": 7, "tgt_type": [], "user": nil], jid: jid(0))
        #expect(row["Function"] == "")
        #expect(row["Arguments"] == [])
        #expect(row["Target"] == "")
        #expect(row["Target-type"] == "")
        #expect(row["User"] == "")
    }
}
