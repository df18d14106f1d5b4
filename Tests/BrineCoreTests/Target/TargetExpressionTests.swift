import BrineCore
import MessagePack
import Testing

@Suite struct `Target expressions` {
    private func means(_ target: Target, _ id: String, _ grains: ValueMap?) throws -> Bool {
        try TargetExpression(target, nodegroups: NodeGroups(["debian": "G@os:Debian"]))
            .matches(#require(MinionID(id)), grains)
    }

    @Test func `of each kind mean what the kind says`() throws {
        let grains: ValueMap = ["os": "Debian", "ipv4": ["10.1.2.3"]]
        let fitting: [Target] = [
            .glob("web*"), .pcre("web\\d$"), .list([try #require(MinionID("web1"))]), .grain("os:deb*"),
            .grain("os//deb*", delimiter: "//"), .grainPCRE("os:(d|u)"), .compound("web* and not db*"),
            .nodegroup("debian"),
            .ipcidr("10.0.0.0/8"),
        ]
        #expect(Set(fitting.map(\.kind)) == Set(Target.Kind.allCases))
        for target in fitting {
            #expect(try means(target, "web1", grains), "\(target)")
            #expect(try !means(target, "other", ["os": "Arch"]), "\(target)")
        }
    }

    @Test(
        arguments: [
            ("G@os:Debian", false), ("not G@os:Debian", false), ("S@10.0.0.0/8", false), ("not S@10.0.0.0/8", false),
            ("not P@os:x", false), ("web1 or G@os:Debian", true), ("not G@os:Debian or web1", true),
            ("web1 and not G@os:Debian", false), ("not ( db1 and G@os:Debian )", true),
            ("not ( web1 and G@os:Debian )", false),
            ("not ( web1 or G@os:Debian )", false), ("N@debian", false), ("not N@debian", false), ("not db1", true),
        ]
    )
    func `mean a minion without grains only where these make no difference`(text: String, isMeant: Bool) throws {
        #expect(try means(.compound(text), "web1", nil) == isMeant)
    }

    @Test func `grains that are known and empty fulfil the opposite of a condition`() throws {
        #expect(try means(.compound("not G@os:Debian"), "web1", [:]))
        #expect(try !means(.grain("os:*"), "web1", [:]))
        #expect(try !means(.ipcidr("0.0.0.0/0"), "web1", ["ipv4": "10.0.0.1"]))
    }

    @Test func `a nodegroup's name is taken as it is where the nodegroups are not known`() throws {
        _ = try TargetExpression(.nodegroup("any"), nodegroups: nil)
        _ = try TargetExpression(.compound("web* and not N@any"), nodegroups: nil)
        #expect(throws: TargetError.self) { try TargetExpression(.compound("N@any and"), nodegroups: nil) }
        #expect(throws: TargetError.self) { try TargetExpression(.nodegroup("any"), nodegroups: NodeGroups()) }
    }

    // MARK: Against a naive evaluator

    /// A random expression as text, and what it says of a minion, found by going through it as it was made.
    private struct Sample {
        let text: String
        let truth: Bool

        init(_ depth: Int, _ facts: [String: Bool], _ random: inout SystemRandomNumberGenerator) {
            self.init(.or, depth, facts, &random)
        }

        private enum Level: Int { case or, and, not, atom }

        private init(_ level: Level, _ depth: Int, _ facts: [String: Bool], _ random: inout SystemRandomNumberGenerator)
        {
            let next = Level(rawValue: level.rawValue + 1) ?? .atom
            switch level {
            case .or, .and:
                let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in Sample(next, depth, facts, &random) }
                let word = level == .or ? " or " : [" and ", " "][Int.random(in: 0...1, using: &random)]
                text = parts.map(\.text).joined(separator: word)
                truth = level == .or ? parts.contains(where: \.truth) : parts.allSatisfy(\.truth)
            case .not:
                let inner = Sample(.atom, depth, facts, &random)
                let isNegated = Bool.random(using: &random)
                text = isNegated ? "not \(inner.text)" : inner.text
                truth = inner.truth != isNegated
            case .atom:
                if depth > 0, Bool.random(using: &random) {
                    let inner = Sample(.or, depth - 1, facts, &random)
                    (text, truth) = ("( \(inner.text) )", inner.truth)
                } else {
                    let fact = facts.sorted { $0.key < $1.key }[Int.random(in: 0..<facts.count, using: &random)]
                    (text, truth) = (fact.key, fact.value)
                }
            }
        }
    }

    @Test func `agree with a naive evaluator`() throws {
        let facts = [
            "web*": true, "db*": false, "E@we": true, "L@db1": false, "G@os:Debian": true, "P@os:(U|A)": false,
            "S@10.0.0.0/8": true, "S@fe80::/10": false, "N@debian": true,
        ]
        let grains: ValueMap = ["os": "Debian", "ipv4": ["10.1.2.3"]]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let sample = Sample(3, facts, &random)
            do {
                #expect(try means(.compound(sample.text), "web1", grains) == sample.truth, "\(sample.text)")
            } catch let error as TargetError {
                #expect(error.expected == "at most 1000 conditions", "\(sample.text)")
            }
        }
    }
}
