import Testing

@testable import BrineCommands

@Suite struct `Words of a line that is being typed` {
    @Test(arguments: [
        ("", [""]), ("salt", ["salt"]), ("salt ", ["salt", ""]), ("salt  web1 te", ["salt", "web1", "te"]),
        ("salt 'web*' te", ["salt", "web*", "te"]), ("salt 'we", ["salt", "we"]), ("salt ''", ["salt", ""]),
        ("salt '' ", ["salt", "", ""]), (#"salt "a \"b" c"#, ["salt", #"a "b"#, "c"]),
        (#"salt "a\b"#, ["salt", #"a\b"#]),
        (#"salt a\ b"#, ["salt", "a b"]), (#"salt a\"#, ["salt", "a"]), (#"x 'it'"'"'s'"#, ["x", "it's"]),
    ])
    func `are split as a shell splits them`(_ line: String, _ words: [String]) {
        #expect(TypedWords.split(line) == words)
    }
}
