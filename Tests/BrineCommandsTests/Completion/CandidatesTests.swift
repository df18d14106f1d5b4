import Testing

@testable import BrineCommands

@Suite struct `Candidates for a word` {
    private let ids = [Candidate("db1"), Candidate("web1", "a minion"), Candidate("web2")]

    @Test func `begin with what is typed`() {
        #expect(Candidates(ids, for: "web").list.map(\.value) == ["web1", "web2"])
        #expect(Candidates(ids, for: "").list.count == 3)
        #expect(Candidates(ids, for: "x").list.isEmpty)
    }

    @Test func `of a list come after its last comma, and none twice`() {
        let candidates = Candidates(ids, forLastOf: "web1,w")
        #expect(candidates.list.map(\.value) == ["web2"])
        #expect(candidates.kept == 5)
        #expect(Candidates(ids, forLastOf: "web").kept == 0)
    }

    @Test func `end the word only where one of them does`() {
        let parts = [Candidate("cwd=", endsWord: false), Candidate("web1")]
        #expect(Candidates(parts, for: "c").kind == .partial)
        #expect(Candidates(parts, for: "").kind == .words)
        #expect(Candidates(parts, for: "x").kind == .words)
    }

    @Test func `are given to bash in place of its part of the word`() {
        let list = Candidates(ids, forLastOf: "db1,w")
        #expect(list.text(for: .bash, word: "db1,w", part: "db1,w") == "words\ndb1,web1\ndb1,web2")
        var value = Candidates([Candidate("json")], for: "js")
        value.kept = 6
        #expect(value.text(for: .bash, word: "--out=js", part: "js") == "words\njson")
        #expect(value.text(for: .bash, word: "--out=js", part: "--out=js") == "words\n--out=json")
        #expect(value.text(for: .bash, word: "--out=js", part: "'js") == "words\n--out=json")
    }

    @Test func `are given to zsh with what stays, and colons that are none of its own`() {
        var list = Candidates([Candidate("a:b", "what: it is")], for: "")
        list.kept = 2
        #expect(list.text(for: .zsh, word: "x,", part: "") == "words 2\na\\:b:what: it is")
    }

    @Test func `are given to fish as whole words, and a terminal finds nothing to obey in them`() {
        let list = Candidates([Candidate("web1", "a\n\u{1B}[31mb\tc")], forLastOf: "db1,")
        #expect(list.text(for: .fish, word: "db1,", part: "") == "words 4\ndb1,web1\ta  [31mb c")
    }
}
