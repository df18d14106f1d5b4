import BrineCore
import MessagePack
import Testing

@testable import BrineCommands

@Suite struct `Functions and their arguments on the command line` {
    private func read(_ line: String..., separator: String = ",") throws -> Value {
        let calls = try CallsReader(separator: separator).read(line[0], Array(line.dropFirst()))
        return [calls.functionValue, calls.argumentValue]
    }

    private func refusal(_ line: String...) -> String? {
        do {
            _ = try CallsReader().read(line[0], Array(line.dropFirst()))
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `are one function and all words, with commas in them too`() throws {
        #expect(try read("test.ping") == ["test.ping", []])
        #expect(
            try read("test.arg", ",", "a,b", "1", "k=2")
                == ["test.arg", [",", "a,b", 1, ["__kwarg__": true, "k": 2]]]
        )
    }

    @Test func `are several functions with the arguments of each behind a comma`() throws {
        let expected: Value = [["test.ping", "cmd.run"], [[], ["echo hi"]]]
        #expect(try read("test.ping,cmd.run", ",echo hi") == expected)
        #expect(try read("test.ping,cmd.run", ",", "echo hi") == expected)
        #expect(
            try read("test.arg,test.echo,test.arg", "1", "k=a", ",", "b", ",", "c")
                == [
                    ["test.arg", "test.echo", "test.arg"], [[1, ["__kwarg__": true, "k": "a"]], ["b"], ["c"]],
                ]
        )
    }

    @Test func `are parted at commas at the end of a word and within it, as in Salt`() throws {
        let expected: Value = [["cmd.run", "test.ping", "test.echo"], [["uname -a"], [], ["foo"]]]
        #expect(try read("cmd.run,test.ping,test.echo", "uname -a,,foo") == expected)
        #expect(try read("cmd.run,test.ping,test.echo", "uname -a,", ",foo") == expected)
        #expect(try read("cmd.run,test.ping,test.echo", "uname -a", ",,", "foo") == expected)
        #expect(try read("cmd.run,test.ping,test.echo", "uname -a", ",", ",", "foo") == expected)
    }

    @Test func `keep the commas within words where lone ones part all groups`() throws {
        #expect(
            try read("test.echo,test.arg", "a,b", ",", "[1, 2]", ",c") == [
                ["test.echo", "test.arg"], [["a,b"], [[1, 2], ",c"]],
            ]
        )
    }

    @Test func `are nothing for the functions without a group`() throws {
        #expect(try read("test.ping,test.ping") == [["test.ping", "test.ping"], [[], []]])
        #expect(
            try read("cmd.run,test.ping,test.ping", "uptime") == [
                ["cmd.run", "test.ping", "test.ping"], [["uptime"], [], []],
            ]
        )
        #expect(try read("test.echo,test.ping", "") == [["test.echo", "test.ping"], [[""], []]])
    }

    @Test func `can have another separator`() throws {
        #expect(
            try read("test.echo,test.arg", "a,b", "::", "c", separator: "::") == [
                ["test.echo", "test.arg"], [["a,b"], ["c"]],
            ]
        )
        #expect(
            try read("test.ping,test.echo", "::a,b", separator: "::") == [["test.ping", "test.echo"], [[], ["a,b"]]]
        )
    }

    @Test(arguments: ["test.ping,", ",test.ping", "test.ping,,cmd.run", ","])
    func `are refused where a function is missing beside a comma`(word: String) {
        #expect(
            refusal(word)
                == "'\(word)': expected a function before and after each comma, as in test.ping,cmd.run; found none"
        )
    }

    @Test func `are refused where a word is no function`() {
        #expect(refusal("test.ping, cmd.run")?.hasPrefix("' cmd.run' is not a function") == true)
        #expect(refusal("test.ping,ping")?.hasPrefix("'ping' is not a function") == true)
        let many = Array(repeating: "test.ping", count: 101).joined(separator: ",")
        #expect(refusal(many) == "expected at most 100 functions, found 101")
    }

    @Test func `are refused where there are more groups than functions`() {
        #expect(
            refusal("test.ping,cmd.run", ",", "a", ",", "b")
                == "expected at most 2 groups of arguments for 2 functions, with ',' between them, found 3"
        )
        #expect(
            refusal("test.ping,test.arg", ",[1, 2]")
                == "expected 2 groups of arguments for 2 functions, with ',' between them, found 3; "
                + "to give ',[1, 2]' as one argument, put a lone ',' between every two groups"
        )
    }

    @Test func `are refused where a word was torn that makes fewer groups than functions`() {
        #expect(refusal("cmd.run,test.ping,test.ping", "rm a,b")?.contains("found 2; to give 'rm a,b' as one") == true)
    }
}
