import BrineCore
import MessagePack
import Testing

@Suite struct `Targets` {
    private func ids(_ texts: String...) throws -> [MinionID] {
        try texts.map { try #require(MinionID($0)) }
    }

    @Test func `targets of every kind go through their expression and back`() throws {
        let targets: [Target] = [
            .glob("web[12]*"), .glob(""), .glob("*"), .list([]), .list(try ids("b", "a", "b")), .pcre("web\\d"),
            .grain("os:Debian"), .grain("os|Debian", delimiter: "|"), .grainPCRE("os:(D|U)"),
            .grainPCRE("a::b", delimiter: "::"), .compound("web* or G@os:Debian"), .nodegroup("web"),
            .ipcidr("10.0.0.0/8"),
        ]
        for target in targets {
            #expect(Target(kind: target.kind, expression: target.expressionValue) == target)
        }
        #expect(targets[0].expressionValue == "web[12]*")
        #expect(targets[4].expressionValue == ["b", "a", "b"])
        #expect(targets[6].expressionValue == "os:Debian")
        #expect(targets[7].expressionValue == ["os|Debian", "|"])
        #expect(Set(targets.map(\.kind)) == Set(Target.Kind.allCases))
        #expect(
            Target.Kind.allCases.map(\.rawValue)
                == ["glob", "pcre", "list", "grain", "grain_pcre", "compound", "nodegroup", "ipcidr"]
        )
    }

    @Test func `an expression of another language's form is refused`() {
        let hostile: [Value] = [nil, true, 1, 1.5, .binary([0x2a]), ["a": "b"], .extended(type: 1, [])]
        for value in hostile {
            for kind in Target.Kind.allCases {
                #expect(Target(kind: kind, expression: value) == nil, "\(kind) \(value)")
            }
        }
        for parts in [["a"], ["a", "b", "c"], ["a", 1], [1, "|"], ["a", ":"], []] as [Value] {
            #expect(Target(kind: .grain, expression: parts) == nil, "\(parts)")
        }
        #expect(Target(kind: .compound, expression: ["a", "|"]) == nil)
        #expect(Target(kind: .glob, expression: ["web1"]) == nil)
        #expect(Target(kind: .list, expression: "web1") == nil)
    }

    @Test(
        arguments: [["web1", ".."], ["a/b"], ["web*"], [""], ["web1", nil], [1], [["web1"]], [.binary([0x61])]]
            as [Value]
    )
    func `a list with a word that is no minion id is refused`(list: Value) {
        #expect(Target(kind: .list, expression: list) == nil)
    }

    @Test func `a compound target may be as long as 16 KiB, every other text 1,024 bytes, a delimiter 16`() {
        for kind in Target.Kind.allCases where kind != .list {
            let longest = String(repeating: "a", count: kind == .compound ? 16_384 : 1_024)
            #expect(Target(kind: kind, expression: .string(longest)) != nil)
            #expect(Target(kind: kind, expression: .string(longest + "a")) == nil)
        }
        let delimiter = String(repeating: "-", count: 16)
        #expect(Target(kind: .grain, expression: ["os", .string(delimiter)]) == .grain("os", delimiter: delimiter))
        #expect(Target(kind: .grain, expression: ["os", .string(delimiter + "-")]) == nil)
    }

    @Test func `a glob may be as long as 1,024 bytes`() {
        let longest = String(repeating: "*", count: 1_024)
        #expect(Target(kind: .glob, expression: .string(longest)) == .glob(longest))
        #expect(Target(kind: .glob, expression: .string(longest + "a")) == nil)
        #expect(Target(kind: .glob, expression: .string(String(repeating: "ü", count: 513))) == nil)
    }

    @Test func `the minions named come in the order of those known, each once`() throws {
        let known = try ids("web2", "db1", "web1")
        #expect(Target.glob("*").resolved(among: known) == known)
        #expect(try Target.glob("web*").resolved(among: known) == ids("web2", "web1"))
        #expect(Target.glob("none*").resolved(among: known) == [])
        #expect(Target.glob("").resolved(among: known) == [])
        let list = Target.list(try ids("web1", "gone", "web2", "web1"))
        #expect(try list.resolved(among: known) == ids("web2", "web1"))
        #expect(list.resolved(among: []) == [])
    }

    @Test func `what a list names and nobody is comes in the order written, each once`() throws {
        let list = Target.list(try ids("b", "web1", "a", "b"))
        #expect(try list.missing(from: ids("web1")) == ids("b", "a"))
        #expect(try list.missing(from: ids("web1", "a", "b")).isEmpty)
        #expect(Target.glob("none").missing(from: []).isEmpty)
    }

    @Test func `whether it names a minion is what resolving it says`() throws {
        let known = try ids("web1", "web2", "db1", "WEB1")
        let targets: [Target] = [.glob("*"), .glob("web?"), .glob("[!w]*"), .list(try ids("db1", "web2")), .list([])]
        for target in targets {
            #expect(known.filter(target.names) == target.resolved(among: known), "\(target)")
        }
    }

    @Test func `whom a target of another kind means its text alone does not say`() throws {
        let targets: [Target] = [
            .pcre(".*"), .grain("os:*"), .grainPCRE("os:.*"), .compound("*"), .nodegroup("all"), .ipcidr("0.0.0.0/0"),
        ]
        for target in targets {
            #expect(try ids("web1").filter(target.names) == [])
            #expect(try target.resolved(among: ids("web1")) == nil)
            #expect(try target.missing(from: ids("web1")) == [])
        }
    }
}
