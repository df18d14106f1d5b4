import BrineCore
import Testing

@Suite struct `Glob patterns` {
    private func matches(_ pattern: String, _ text: String) -> Bool {
        Glob(pattern).matches(text)
    }

    /// Texts that a pattern takes and texts that it does not, as Python's `fnmatch` answers.
    @Test(
        arguments: [
            ("", [""], ["a", " "]),
            ("*", ["", "a", "web-1.example.org"], []),
            ("**", ["", "a", "ab"], []),
            ("?", ["a", "-", "*"], ["", "ab"]),
            ("web1", ["web1"], ["web", "web11", "WEB1", "xweb1", ""]),
            ("web*", ["web", "web1", "web-x.y"], ["we", "xweb"]),
            ("*web", ["web", "xweb", "webweb"], ["web1", ""]),
            ("w*b*1", ["wb1", "web1", "w1b1b1", "wbb11"], ["web2", "web", "w1"]),
            ("*.example.*", ["a.example.org", ".example."], ["example.org", "aexamplexorg"]),
            ("a?c", ["abc", "a?c", "a.c"], ["ac", "abbc", "abC"]),
            ("*a?", ["aa", "ba1", "aab"], ["a", "ab1", ""]),
            ("a.b", ["a.b"], ["axb"]),
            ("a+(b)|c^$\\d{2}", ["a+(b)|c^$\\d{2}"], ["aab", "a12"]),
            ("\\*", ["\\", "\\x"], ["*"]),
        ] as [(String, [String], [String])]
    )
    func `a star takes any number of characters, a question mark one, all else itself`(
        pattern: String,
        taken: [String],
        refused: [String]
    ) {
        #expect(taken.filter { !matches(pattern, $0) }.isEmpty, "taken by \(pattern)")
        #expect(refused.filter { matches(pattern, $0) }.isEmpty, "refused by \(pattern)")
    }

    @Test(
        arguments: [
            ("web[12]", ["web1", "web2"], ["web3", "web", "web12"]),
            ("[a-c]x", ["ax", "bx", "cx"], ["dx", "x", "-x", "Ax"]),
            ("[a-cx-z0]", ["a", "c", "y", "0"], ["d", "w", "-", "1"]),
            ("[!a-c]", ["d", "-", "!"], ["a", "b", "c", "", "dd"]),
            ("[!!]", ["a"], ["!"]),
            ("[a!]", ["a", "!"], ["b"]),
            ("[^a]", ["^", "a"], ["b"]),
            ("[]]", ["]"], ["[", "", "[]]"]),
            ("[]a]", ["]", "a"], ["b"]),
            ("[!]]", ["a", "["], ["]"]),
            ("[]-a]", ["]", "^", "_", "`", "a"], ["b", "\\", "-"]),
            ("[[]", ["["], ["]", "[["]),
            ("[[a]b]", ["[b]", "ab]"], ["a", "b", "[b"]),
            ("[-a]", ["-", "a"], ["b"]),
            ("[a-]", ["a", "-"], ["b", "`"]),
            ("[--0]", ["-", ".", "/", "0"], ["1", ","]),
            ("[a-c-e]", ["a", "b", "c", "-", "e"], ["d"]),
            ("[c-a]", [], ["a", "b", "c", "-"]),
            ("[!c-a]", ["a", "b", "-"], ["", "ab"]),
            ("[?]", ["?"], ["a"]),
            ("[*]", ["*"], ["a", ""]),
            ("[.]", ["."], ["a"]),
            ("[\\]", ["\\"], ["]", "a"]),
            ("[a][b]*[0-9]", ["ab1", "abx9"], ["ab", "a1", "abx"]),
        ] as [(String, [String], [String])]
    )
    func `a bracket takes one character of its set, or one that is not in it`(
        pattern: String,
        taken: [String],
        refused: [String]
    ) {
        #expect(taken.filter { !matches(pattern, $0) }.isEmpty, "taken by \(pattern)")
        #expect(refused.filter { matches(pattern, $0) }.isEmpty, "refused by \(pattern)")
    }

    @Test(
        arguments: [
            ("[", ["["], ["", "a", "[["]),
            ("[a", ["[a"], ["a", "["]),
            ("web[1", ["web[1"], ["web1", "web[", "web"]),
            ("[]", ["[]"], ["", "[", "]"]),
            ("[!]", ["[!]"], ["!", "a", ""]),
            ("[!", ["[!"], ["a"]),
            ("[[[", ["[[["], ["["]),
            ("*[", ["[", "a["], ["a", ""]),
            ("[a*", ["[a", "[ab"], ["a"]),
            ("[a-", ["[a-"], ["a"]),
        ] as [(String, [String], [String])]
    )
    func `a bracket that never closes is a plain character`(pattern: String, taken: [String], refused: [String]) {
        #expect(taken.filter { !matches(pattern, $0) }.isEmpty, "taken by \(pattern)")
        #expect(refused.filter { matches(pattern, $0) }.isEmpty, "refused by \(pattern)")
    }

    /// With a matcher that tries all ways these would not end before the tests are killed.
    @Test func `hostile patterns come to their answer at once`() {
        let stars = String(repeating: "*a", count: 500)
        let letters = String(repeating: "a", count: 5_000)
        #expect(matches(stars, letters))
        #expect(!matches(stars + "b", letters))
        #expect(!matches(stars + "?b", letters))
        #expect(!matches(String(repeating: "*", count: 1_000) + "b", letters))
        #expect(!matches(String(repeating: "*[a-z]", count: 160) + "[!a]", letters))
        #expect(!matches("*" + String(repeating: "[", count: 1_000) + "b", String(repeating: "[", count: 5_000)))
        #expect(matches(String(repeating: "[", count: 1_000), String(repeating: "[", count: 1_000)))
    }

    @Test func `a question mark takes one byte, of which a character beyond ASCII has several`() {
        #expect(!matches("?", "ü"))
        #expect(matches("??", "ü"))
        #expect(matches("*ü*", "grün"))
    }

    @Test func `only a lone star matches everything by its looks`() {
        #expect(Glob("*").matchesEverything)
        #expect(["", "**", "*?", "?*", "a"].filter { Glob($0).matchesEverything }.isEmpty)
    }

    @Test func `a text is a pattern where it has a star, a question mark or a bracket`() {
        #expect(["*", "web?", "[a]", "a[", "**"].filter { !Glob.isPattern($0) }.isEmpty)
        #expect(["", "web1", "a]", "a!b", "a-b", "a.b"].filter { Glob.isPattern($0) }.isEmpty)
    }
}
