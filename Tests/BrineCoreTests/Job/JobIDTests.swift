import BrineCore
import Testing

@Suite struct `Jids` {
    @Test(arguments: [
        ("19700101000000000000", 0),
        ("19700101000000000001", 1),
        ("20000229235959999999", 951_868_799_999_999),
        ("20240229000000000000", 1_709_164_800_000_000),
        ("20261122144346964916", 1_795_358_626_964_916),
        ("99991231235959999999", 253_402_300_799_999_999),
    ])
    func `are twenty digits of their moment, both ways`(text: String, microseconds: Int64) throws {
        let jid = try #require(JobID(text))
        #expect(jid.microseconds == microseconds)
        #expect(jid.timestamp.microseconds == microseconds)
        #expect(JobID(microseconds: microseconds)?.description == text)
        #expect(JobID(text[...]) == jid)
    }

    @Test(arguments: [
        "", "2026112214434696491", "202611221443469649160", " 20261122144346964916", "20261122144346964916\n",
        "20261122144346964916\0", "2026112214434696491x", "+2026112214434696491", "-2026112214434696491",
        "2026-11-22T14:43:46.", "2026112214434696491\u{661}", "２０２６１１２２１４４３４６９６４９１６",
        "\u{661}\u{661}\u{661}\u{661}\u{661}\u{661}\u{661}\u{661}\u{661}\u{661}", "1\u{301}0261122144346964916",
        "../../../../etc/pass", "????????????????????",
    ])
    func `a text that is not twenty ASCII digits is none`(text: String) {
        #expect(JobID(text) == nil)
    }

    @Test(arguments: [
        "19691231235959999999", "00000101000000000000", "20260001000000000000", "20261301000000000000",
        "20260100000000000000", "20260132000000000000", "20260431000000000000", "20230229000000000000",
        "21000229000000000000", "20260101240000000000", "20260101006000000000", "20260101000060000000",
    ])
    func `twenty digits that are no moment from 1970 on are none`(text: String) {
        #expect(JobID(text) == nil)
    }

    @Test func `lie between 1970 and the end of 9999`() {
        #expect(JobID(microseconds: -1) == nil)
        #expect(JobID(microseconds: .min) == nil)
        #expect(JobID(microseconds: JobID.last.microseconds + 1) == nil)
        #expect(JobID(microseconds: .max) == nil)
        #expect(JobID.first.description == "19700101000000000000")
        #expect(JobID.last.description == "99991231235959999999")
    }

    @Test func `a moment outside is moved to the nearest one`() {
        #expect(JobID(at: Timestamp(microseconds: .min)) == .first)
        #expect(JobID(at: Timestamp(microseconds: .max)) == .last)
        #expect(JobID(at: Timestamp(microseconds: 7)).microseconds == 7)
    }

    @Test func `are ordered by time, as their texts are by letter`() throws {
        let texts = [
            "19700101000000000000", "19991231235959999999", "20000101000000000000", "20260228235959999999",
            "20260301000000000000", "99991231235959999999",
        ]
        let jids = try texts.map { try #require(JobID($0)) }
        #expect(jids.reversed().sorted() == jids)
        #expect(texts.sorted() == texts)
        #expect(jids.sorted().map(\.description) == texts)
    }
}
