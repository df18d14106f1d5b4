import BrineCore
import MessagePack
import Testing

@Suite struct `Compound targets` {
    private static let fleet: [(id: String, grains: ValueMap)] = [
        ("web1", ["os": "Debian", "dc": ["zone": "b"], "ipv4": ["10.1.0.1"]]),
        ("web2", ["os": "Ubuntu", "dc": ["zone": "c"], "ipv4": ["10.2.0.1"]]),
        ("db1", ["os": "Debian", "dc": ["zone": "c"], "ipv4": ["10.1.0.9"], "ipv6": ["fe80::9"]]),
    ]
    private static let nodegroups = NodeGroups([
        "web": "web*", "debian": ["G@os:Debian", "and", "N@all"], "all": "L@web1,web2,db1", "either": "web1 or db1",
    ])

    private func meant(_ text: String) throws -> [String] {
        let expression = try TargetExpression(.compound(text), nodegroups: Self.nodegroups)
        return try Self.fleet.filter { try expression.matches(#require(MinionID($0.id)), $0.grains) }.map(\.id)
    }

    @Test(
        arguments: [
            ("web*", "web1 web2"), ("  web1  ", "web1"), ("E@web\\d", "web1 web2"), ("E@(web1|db)", "web1 db1"),
            ("L@db1,web2", "web2 db1"), ("G@os:Debian", "web1 db1"), ("G@dc:zone:c", "web2 db1"),
            ("G|@dc|zone|c", "web2 db1"),
            ("G@@dc@zone@b", "web1"), ("P@os:(Ubuntu|Arch)", "web2"), ("P|@dc|zone|[bd]", "web1"),
            ("S@10.1.0.0/16", "web1 db1"),
            ("S@fe80::9", "db1"), ("N@web", "web1 web2"), ("N@debian", "web1 db1"),
            ("web* and G@os:Debian", "web1"), ("web* or G@os:Debian", "web1 web2 db1"), ("not web*", "db1"),
            ("not not web*", "web1 web2"), ("not not not web*", "db1"),
            // Precedence: not, then and, then or.
            ("db1 or web* and G@os:Debian", "web1 db1"), ("web* and G@os:Debian or db1", "web1 db1"),
            ("( db1 or web* ) and G@os:Ubuntu", "web2"), ("not web1 and web*", "web2"),
            ("not web1 or web1", "web1 web2 db1"),
            ("not ( web1 or db1 )", "web2"), ("not web* or web1", "web1 db1"), ("web1 and web2 or db1", "db1"),
            // Nothing between two conditions is an and.
            ("web* G@os:Debian", "web1"), ("web* not G@os:Debian", "web2"), ("web* ( web2 or db1 )", "web2"),
            ("( web* ) ( *1 )", "web1"), ("web* *2 or db1", "web2 db1"),
            // A nodegroup is one condition, whatever words it is made of.
            ("not N@either", "web2"), ("web* and N@either", "web1"), ("( ( ( web1 ) ) )", "web1"),
            ("AND", ""), ("oR or web1", "web1"), ("web[12]", "web1 web2"), ("G@os:* and not S@10.1.0.0/16", "web2"),
        ]
    )
    func `mean`(text: String, ids: String) throws {
        #expect(try meant(text).joined(separator: " ") == ids)
    }

    @Test(
        arguments: [
            ("", 1, "a condition", "the end"), ("   ", 4, "a condition", "the end"),
            ("web* and", 9, "a condition", "the end"),
            ("and web*", 1, "a condition", "'and'"), ("web* or or db1", 9, "a condition", "'or'"),
            ("not", 4, "a condition", "the end"), ("web* and not or db1", 14, "a condition", "'or'"),
            ("( web*", 7, "')'", "the end"), ("web* )", 6, "'and', 'or', 'not' or a condition", "')'"),
            ("( )", 3, "a condition", "')'"), ("( or web1 )", 3, "a condition", "'or'"),
            ("(web* or db1)", 1, "spaces around '('", "'(web*'"), ("web* and db1)", 13, "spaces around ')'", "'db1)'"),
            ("web* and I@role:web", 10, "G@, P@, E@, L@, S@, N@ or a pattern on ids", "'I@role:web'"),
            ("g@os:Debian", 1, "G@, P@, E@, L@, S@, N@ or a pattern on ids", "'g@os:Debian'"),
            ("L|@a|b", 1, "G@, P@, E@, L@, S@, N@ or a pattern on ids", "'L|@a|b'"),
            ("web1 or G@os", 11, "grain:value", "'os'"), ("G|@os:Debian", 4, "grain|value", "'os:Debian'"),
            ("G@", 3, "something behind the '@'", "nothing"), ("web1 E@", 8, "something behind the '@'", "nothing"),
            ("web1 or E@web(", 15, "a regular expression", "missing closing parenthesis"),
            ("grün P@os:[", 12, "a regular expression", "missing terminating ] for character class"),
            ("L@web1,a/b", 8, "a minion id (\(MinionID.rule))", "'a/b'"), ("L@,", 3, "a list of ids", "none"),
            ("not S@10.0.0.0/40", 16, "a prefix of 0 to 32 or a netmask", "'40'"),
            ("web1\n\tand\tS@x", 13, "an IPv4 or IPv6 address or subnet", "'x'"),
        ]
    )
    func `that are none are refused with the place`(text: String, column: Int, expected: String, found: String) throws {
        let error = try #require(throws: TargetError.self) { _ = try meant(text) }
        #expect(error == TargetError(.column(column), expected: expected, found: found))
        #expect(error.description == "target, column \(column): expected \(expected), found \(found)")
    }

    @Test func `have a bound on their length, their depth and the number of their conditions`() throws {
        let longest = "web1 or " + String(repeating: " ", count: 16_384 - 12) + "db1 "
        #expect(try meant(longest) == ["web1", "db1"])
        #expect(throws: TargetError.self) { _ = try meant(longest + " ") }

        func nested(_ depth: Int) -> String {
            String(repeating: "( ", count: depth) + "web1" + String(repeating: " )", count: depth)
        }
        #expect(try meant(nested(32)) == ["web1"])
        let deep = try #require(throws: TargetError.self) { _ = try meant(nested(33)) }
        #expect(deep.place == .column(65))
        #expect(throws: TargetError.self) { _ = try meant(String(repeating: "( ", count: 8_000)) }
        #expect(try meant(String(repeating: "not ", count: 4_000) + "web1") == ["web1"])

        let thousand = Array(repeating: "web1", count: 1_000).joined(separator: " or ")
        #expect(try meant(thousand) == ["web1"])
        let more = try #require(throws: TargetError.self) { _ = try meant(thousand + " or web1") }
        #expect(more.expected == "at most 1000 conditions")
    }

    @Test(arguments: 0..<20)
    func `of hostile text end in an answer or an error`(round: Int) throws {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "and", "or", "not", "(", ")", "web*", "G@", "G|@a|b", "@", "N@web", "N@", "E@(", "[", "L@a,", "S@::/0",
            "\u{301}", "🐟",
            "P@os:.*", "\u{0}", "  ", "N@debian", "G@os:*", "\t",
        ]
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 0...30, using: &random))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
                .joined(separator: Bool.random(using: &random) ? " " : "")
            do {
                _ = try meant(text)
            } catch let error as TargetError {
                guard case .column(let column) = error.place else {
                    Issue.record("\(error) for \(text)")
                    continue
                }
                #expect((1...(text.count + 1)).contains(column), "\(text)")
            }
        }
    }
}
