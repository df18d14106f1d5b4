import BrineCore
import MessagePack
import Testing

@Suite struct `Nodegroups` {
    private func groups(_ map: ValueMap) throws -> NodeGroups {
        try #require(NodeGroups(map, source: "/etc/salt/master"))
    }

    @Test func `are texts, or lists of words of which each may hold spaces`() throws {
        let groups = try groups(["a": "web* and db*", "b": ["G@os:Red Hat", "or", "N@a"]])
        #expect(groups.problems == [])
        let id = try #require(MinionID("x"))
        let expression = try TargetExpression(.nodegroup("b"), nodegroups: groups)
        #expect(try expression.matches(id, ["os": "Red Hat"]))
        #expect(try !expression.matches(id, ["os": "Red"]))
    }

    @Test(
        arguments: [["a": 1], ["a": ["b": "c"]], ["a": ["b", 1]], [1: "a"], ["a": nil], ["a": "b", "c": true]]
            as [ValueMap]
    )
    func `of any other form are none`(map: ValueMap) {
        #expect(NodeGroups(map) == nil)
    }

    @Test func `may name one another, and a loop is refused with its names`() throws {
        let groups = try groups([
            "a": "N@b or x*", "b": ["y", "and", "N@c"], "c": "not N@a", "me": "web1 N@me", "good": "web1",
        ])
        let loop = try #require(throws: TargetError.self) {
            _ = try TargetExpression(.compound("web1 or N@a"), nodegroups: groups)
        }
        #expect(
            loop.description == "nodegroup 'c', column 7: expected nodegroups without a loop, found a → b → c → a"
        )
        let all = groups.problems.map(\.found)
        #expect(all == ["a → b → c → a", "b → c → a → b", "c → a → b → c", "me → me"])
    }

    @Test func `that are wrong tell the place in their own text`() throws {
        let groups = try groups(["a": "web1 and", "b": ["web1", "or", "S@x"], "c": "N@b", "d": "N@gone", "e": []])
        #expect(
            groups.problems.map(\.description) == [
                "nodegroup 'a', column 9: expected a condition, found the end",
                "nodegroup 'b', word 3, column 3: expected an IPv4 or IPv6 address or subnet, found 'x'",
                "nodegroup 'd', column 3: expected a nodegroup, found 'gone'",
                "nodegroup 'e', word 1, column 1: expected a condition, found the end",
            ]
        )
    }

    @Test(arguments: [Target.nodegroup("gone"), .compound("web1 or N@gone")])
    func `that are not there are said to be, in Salt's words`(target: Target) throws {
        let error = try #require(throws: TargetError.self) {
            _ = try TargetExpression(target, nodegroups: groups(["a": "web1"]))
        }
        #expect(error.description == "Node group gone unavailable in /etc/salt/master")
    }

    @Test func `that multiply are refused before they take memory`() throws {
        var map: ValueMap = ["g0": "web1 or web2"]
        for level in 1..<30 {
            map["g\(level)"] = .string(Array(repeating: "N@g\(level - 1)", count: 10).joined(separator: " or "))
        }
        let error = try #require(throws: TargetError.self) {
            _ = try TargetExpression(.nodegroup("g29"), nodegroups: groups(map))
        }
        #expect(error.expected == "at most 1000 conditions")
        var chain: ValueMap = ["g0": "web1"]
        for level in 1..<40 { chain["g\(level)"] = .string("N@g\(level - 1)") }
        let deep = try #require(throws: TargetError.self) {
            _ = try TargetExpression(.nodegroup("g39"), nodegroups: groups(chain))
        }
        #expect(deep.expected == "at most 32 parentheses and nodegroups inside one another")
    }
}
