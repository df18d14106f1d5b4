import Testing

@testable import BrineCommands

@Suite struct `A command line that is being typed` {
    private func line(_ words: String...) -> CompletedLine {
        CompletedLine(words, of: CommandDeclaration(of: SaltCommand.self))
    }

    /// What the value is called that is being typed; nil where no value is.
    private func value(_ line: CompletedLine) -> String? {
        if case .value(let argument) = line.place { argument.valueName } else { nil }
    }

    @Test func `has options anywhere between its words`() {
        let line = line("-t", "5", "web*", "--static", "test.ping", "-c", "/srv", "x")

        #expect(line.words == ["web*", "test.ping"])
        #expect(line.value(of: "--config-dir") == "/srv")
        #expect(line.value(of: "-t") == "5")
        #expect(line.has("--static") && line.has("-s"))
        #expect(!line.has("--async"))
        #expect(value(line) == "arguments")
    }

    @Test func `tells which word is being typed`() {
        #expect(value(line("we")) == "target")
        #expect(value(line("-L", "we")) == "target")
        #expect(value(line("-vL", "web1", "te")) == "function")
        #expect(value(line("web1", "test.echo", "a", "b")) == "arguments")
        #expect(value(line("--", "-x")) == "target")
    }

    @Test func `tells whose value is being typed`() {
        #expect(value(line("--out", "js")) == "FORMAT")
        #expect(value(line("web1", "-t", "")) == "SECONDS")
        #expect(value(line("-vt", "")) == "SECONDS")
        let joined = line("--out=js")
        #expect(value(joined) == "FORMAT")
        #expect(joined.text == "js")
        #expect(joined.kept == 6)
    }

    @Test func `expects nothing behind the sign of a flag or of what there is not`() {
        #expect(line("--static=").place == .nothing)
        #expect(line("--nosuch=a").place == .nothing)
    }

    @Test func `tells that a name is being typed`() {
        for text in ["-", "--", "--ou", "-v"] {
            #expect(line("web1", text).place == .name)
        }
    }

    @Test func `knows what is used up`() throws {
        let salt = CommandDeclaration(of: SaltCommand.self)
        #expect(line("-v", "").isUsedUp(try #require(salt.named("--verbose"))))
        #expect(!line("-v", "").isUsedUp(try #require(salt.named("--static"))))

        let keys = CommandDeclaration(of: SaltKeyCommand.self)
        let accept = try #require(keys.named("--accept"))
        #expect(!CompletedLine(["-a", "web1", ""], of: keys).isUsedUp(accept))
    }

    @Test func `has no place for a word that the command does not show`() {
        let keys = CommandDeclaration(of: SaltKeyCommand.self)
        #expect(CompletedLine([""], of: keys).place == .nothing)
    }
}
