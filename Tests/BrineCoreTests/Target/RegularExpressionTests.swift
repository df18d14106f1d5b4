import BrineCore
import Testing

@Suite struct `Regular expressions` {
    @Test(
        arguments: [
            ("web", ["web", "web1", "webweb"], ["we", "xweb", "WEB1", ""]),
            ("web$", ["web"], ["web1", "xweb"]),
            (".*db", ["db", "mydb", "mydb1"], ["web"]),
            ("(web|db)[0-9]+$", ["web1", "db12"], ["web", "cache1", "web1x"]),
            ("^web", ["web1"], ["1web"]),
            ("(?i)WEB", ["web1", "Web"], ["db"]),
            ("(?P<part>a)(?P=part)b", ["aab"], ["ab"]),
            ("web(?!1)", ["web2"], ["web1"]),
            ("\\w+\\.example\\.org\\Z", ["a.example.org", "grün.example.org"], ["a.example.com", "-.example.org"]),
            ("", ["", "anything"], []),
        ] as [(String, [String], [String])]
    )
    func `fit from the text's start on, and need not reach its end`(
        pattern: String,
        taken: [String],
        refused: [String]
    ) throws {
        let expression = try RegularExpression(pattern)
        #expect(try taken.filter { try !expression.matches($0) }.isEmpty, "taken by \(pattern)")
        #expect(try refused.filter { try expression.matches($0) }.isEmpty, "refused by \(pattern)")
    }

    @Test func `may pass over case without becoming another expression`() throws {
        let expression = try RegularExpression("DEB\\D+$", ignoresCase: true)
        #expect(try expression.matches("Debian"))
        #expect(try !expression.matches("Deb12"))
    }

    @Test(arguments: [("web(", 5), ("[a", 3), ("*a", 1), ("grün(?<", 8), ("a{2,1}", 6), ("\\", 2)])
    func `that are none are refused with the place`(pattern: String, column: Int) throws {
        let error = try #require(throws: RegularExpressionError.self) { _ = try RegularExpression(pattern) }
        #expect(error.column == column)
        #expect(!error.reason.isEmpty)
    }

    /// With a matcher that tries all ways these would not end before the tests are killed.
    @Test(arguments: ["(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*)*(.*)*(.*)*[xy]"])
    func `that try all ways end in an error`(pattern: String) throws {
        let expression = try RegularExpression(pattern)
        let text = String(repeating: "a", count: 39) + "!"
        #expect(throws: TooManySteps.self) { _ = try expression.matches(text) }
    }

    @Test func `of hostile depth and size are refused or compiled, and end`() throws {
        let hostile = [
            String(repeating: "(", count: 1_000),
            String(repeating: "(", count: 500) + String(repeating: ")", count: 500),
            "((a{1000}){1000}){1000}", String(repeating: "(?:a|", count: 200), String(repeating: "a{0,9}", count: 170),
            "(?R)", "(?0)+", "\\C", "a\u{0}b",
        ]
        for pattern in hostile {
            guard let expression = try? RegularExpression(pattern) else { continue }
            _ = try? expression.matches(String(repeating: "a", count: 253))
        }
    }

    @Test func `may be asked from many tasks at once`() async throws {
        let expression = try RegularExpression("web(\\d+)$")
        let wrong = await withTaskGroup(of: Int.self) { group in
            for task in 0..<8 {
                group.addTask {
                    (0..<500).filter { (try? expression.matches("web\($0)")) != true || task < 0 }.count
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }
}
