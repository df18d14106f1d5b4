import ArgumentParser
import Testing

@testable import BrineCommands

@Suite struct `A parser's words` {
    private func problem(_ arguments: String...) -> String {
        do {
            _ = try SaltCommand.parseAsRoot(arguments)
            return "none"
        } catch {
            return ParserWords(SaltCommand.message(for: error)).description
        }
    }

    @Test func `are Salt's for an option that there is not`() {
        #expect(problem("*", "test.ping", "--bogus") == "no such option: --bogus")
        #expect(problem("-T", "*", "test.ping") == "no such option: -T")
        #expect(problem("-a", "pam", "*", "test.ping") == "no such option: -a")
        #expect(problem("--username", "x", "*", "test.ping") == "no such option: --username")
    }

    @Test func `are Salt's for a wrong value`() {
        #expect(problem("-t", "abc", "*", "test.ping") == "option -t: invalid integer value: 'abc'")
        #expect(problem("--timeout", "1.5", "*", "test.ping") == "option --timeout: invalid integer value: '1.5'")
        #expect(
            problem("--job-timeout", "x", "*", "test.ping") == "option --job-timeout: invalid floating-point value: 'x'"
        )
        #expect(
            problem("-t", "' is invalid for '", "*", "a.b") == "option -t: invalid integer value: '' is invalid for ''"
        )
        #expect(
            problem("--out", "xml", "*", "test.ping")
                == "option --out: invalid choice: 'xml' (choose from 'nested', 'json', 'yaml', 'txt', 'raw', 'pprint', 'newline_values_only', 'table', 'quiet')"
        )
        #expect(
            problem("-l", "loud", "*", "test.ping").hasPrefix("option -l: invalid choice: 'loud' (choose from 'all', ")
        )
    }

    @Test func `name what there is where a value is one of a few`() {
        #expect(
            problem("--return", "mysql", "*", "test.ping")
                == "option --return: expected local_cache, the master's own store and the only returner there is, found 'mysql'"
        )
        #expect(problem("--return", "local_cache", "*", "test.ping") == "none")
        #expect(problem("-t", "-1", "*", "test.ping").contains("-t"))
        #expect(
            problem("-t", "315360001", "*", "test.ping")
                == "option -t: expected 0 to 315360000 seconds, found 315360001"
        )
    }

    @Test(
        arguments: [([], "<target>"), (["*"], "<function>"), (["-t", "5", "*"], "<function>")] as [([String], String)]
    )
    func `name an argument that is missing`(words: [String], missing: String) async throws {
        let command = try SaltCommand.parse(words)
        let error = await #expect(throws: UsageError.self) { try await command.perform() }
        #expect(error?.description == "Missing expected argument '\(missing)'")
    }

    @Test func `name an option that there is not before an argument that is missing`() {
        #expect(problem("--bogus") == "no such option: --bogus")
        #expect(problem("-d") == "none")
    }

    @Test func `take a value that stands against its option's letter`() throws {
        let command = try SaltCommand.parse(["-t5", "-b2", "-cetc", "*", "test.ping"])
        #expect(command.waiting.timeout == 5 && command.batch.batchSize == "2")
        #expect(command.configurationOption.configDir == "etc" && command.target == "*")
    }
}
