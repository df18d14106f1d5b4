import BrineCore
import Testing

@Suite struct `Tags of events` {
    @Test(arguments: ["a", "deploy/web/done", "größer", "with space", "salt/auth", String(repeating: "x", count: 255)])
    func `are texts of 1 to 255 bytes`(text: String) {
        #expect(EventTag(text)?.description == text)
    }

    @Test(arguments: [
        "", String(repeating: "x", count: 256), String(repeating: "ö", count: 128), "a\nb", "a\tb", "\u{0}", "a\u{7f}",
        "\u{9b}2J", "a\r\nb",
    ])
    func `have no control characters`(text: String) {
        #expect(EventTag(text) == nil)
    }

    @Test func `of the master's own begin with salt`() throws {
        let id = try #require(MinionID(String(repeating: "m", count: 253)))
        let jid = try #require(JobID("20261122144346964916"))
        let tag = EventTag(own: "job", jid, "ret", id)
        #expect(tag.description == "salt/job/20261122144346964916/ret/\(id)")
        #expect(tag.isReserved)
        #expect(try #require(EventTag("salt/")).isReserved)
        for other in ["salt", "saltier/x", "Salt/job", "my/salt/job", " salt/job"] {
            #expect(try !#require(EventTag(other)).isReserved)
        }
    }
}
