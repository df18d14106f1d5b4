import BrineCore
import Testing

@Suite struct `Minion ids` {
    @Test(arguments: [
        "a", "web1", "web-17.example.org", "UPPER_lower.0-9", "-", "_", "a.", "a..b", "-rf", "0",
        String(repeating: "x", count: 253),
    ])
    func `are words of letters, digits, dots, underscores and hyphens`(text: String) throws {
        #expect(try #require(MinionID(text)).description == text)
        #expect(MinionID(text[...])?.description == text)
    }

    @Test(arguments: [
        "", ".", "..", ".hidden", "../web1", "a/b", "/etc/passwd", "a\\b", "a\0b", "\0", "web1\n", "web 1", " web1",
        "web*", "web?", "[web]", "web%20", "a:b", "a,b", "a;b", "$(id)", "`id`", "wéb1", "web\u{301}", "ｗｅｂ１", "web١",
        "盐",
        "web\u{200b}1", "web\u{7f}", "a~", String(repeating: "x", count: 254), String(repeating: "x", count: 100_000),
    ])
    func `anything else is none`(text: String) {
        #expect(MinionID(text) == nil)
    }

    @Test func `every single ASCII character is judged by the rule`() {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
        for code in UInt8(0)...127 {
            let character = Character(UnicodeScalar(code))
            #expect((MinionID("a\(character)") != nil) == letters.contains(character), "code \(code)")
        }
    }

    @Test func `are ordered by their bytes`() throws {
        let texts = ["a_", "a", "B", "a-1", "a.1", "a10", "a2", "A"]
        let sorted = try texts.map { try #require(MinionID($0)) }.sorted().map(\.description)
        #expect(sorted == ["A", "B", "a", "a-1", "a.1", "a10", "a2", "a_"])
    }

    @Test func `differ by case`() {
        #expect(MinionID("web1") != MinionID("WEB1"))
    }
}
