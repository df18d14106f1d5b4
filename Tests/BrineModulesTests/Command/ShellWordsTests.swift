import Testing

@testable import BrineModules

@Suite struct `Words of a command line` {
    @Test(arguments: [
        ("", []),
        ("  \t\n ", []),
        ("ls -l /tmp", ["ls", "-l", "/tmp"]),
        ("  a \t b\n\nc\r ", ["a", "b", "c"]),
        ("echo 'a b'  \"c d\"", ["echo", "a b", "c d"]),
        ("a'b c'd\"e f\"g", ["ab cde fg"]),
        ("'' \"\" x''y", ["", "", "xy"]),
        (#"a\ b \'c\' \\ \n"#, ["a b", "'c'", "\\", "n"]),
        (#"'a\b"c'"#, [#"a\b"c"#]),
        (#""a\"b\\c\$d\`e\nf'""#, [#"a"b\c$d`e\nf'"#]),
        ("a\\\nb \"c\\\nd\" \\\n", ["ab", "cd"]),
        ("échó 'ü ß' 🦑", ["échó", "ü ß", "🦑"]),
        ("a\u{301}'e\u{301}'", ["a\u{301}e\u{301}"]),
        ("'\u{301}'", ["\u{301}"]),
    ])
    func `are split at white space, with quotes and escapes as in a shell`(line: String, words: [String]) throws {
        #expect(try ShellWords.split(line) == words)
    }

    @Test func `have no other signs of a shell`() throws {
        #expect(
            try ShellWords.split("echo $HOME ~ * | wc > x; # y & (z) `w`")
                == ["echo", "$HOME", "~", "*", "|", "wc", ">", "x;", "#", "y", "&", "(z)", "`w`"]
        )
    }

    @Test func `that are not closed are refused`() {
        #expect(throws: ShellWords.SplitError.openQuote("'")) { try ShellWords.split("echo 'a b") }
        #expect(throws: ShellWords.SplitError.openQuote("\"")) { try ShellWords.split("echo \"a b") }
        #expect(throws: ShellWords.SplitError.openQuote("\"")) { try ShellWords.split("echo \"a b\\") }
        #expect(throws: ShellWords.SplitError.openEscape) { try ShellWords.split("echo a\\") }
    }
}
