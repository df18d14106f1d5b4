import Testing

@testable import BrineCommands

@Suite struct `A request for a text about the command` {
    @Test(arguments: [["--generate-completion-script", "bash"], ["--generate-completion-script=bash"]])
    func `is answered with the script`(_ arguments: [String]) throws {
        let text = try #require(try AnsweredRequest(arguments, of: SaltKeyCommand.self)).text
        #expect(text.contains("complete -o nosort -F _brine_salt_key salt-key"))
    }

    @Test(arguments: [["--generate-completion-script", "tcsh"], ["--generate-completion-script"]])
    func `is refused for a shell that there is not`(_ arguments: [String]) {
        let error = #expect(throws: UsageError.self) { try AnsweredRequest(arguments, of: SaltCommand.self) }
        #expect(error?.description.contains("expected one of bash, zsh, fish, found '") == true)
    }

    @Test(arguments: [
        [], ["*", "test.ping"], ["--out", "json"], ["--generate-completion-scripts", "bash"], ["*", "---manual"],
    ])
    func `is not what a usual command line is`(_ arguments: [String]) throws {
        #expect(try AnsweredRequest(arguments, of: SaltCommand.self) == nil)
    }
}
