import BrineCore
import BrineModules
import BrineTesting
import Glibc
import MessagePack
import Testing

@Suite struct `A script by cmd` {
    private let scratch: ScratchFolder
    private let source: Value

    init() throws {
        scratch = try ScratchFolder()
        source = .string("\(scratch.path)/it's.sh")
        try TestFile.write(
            "#!/bin/sh\nprintf '%s|' \"$@\"; pwd; cat; echo e >&2; echo \"$0\" > \(scratch.path)/copy; exit ${A-3}\n",
            to: "\(scratch.path)/it's.sh"
        )
    }

    @Test func `is run as a copy that is removed`() async throws {
        let result = try await call("cmd.script", source, "a 'b c' $HOME", "/usr", "in")
        let map = try #require(result.value.mapValue)
        #expect(map.keys == ["pid", "retcode", "stdout", "stderr"])
        let home = getenv("HOME").map { String(cString: $0) } ?? ""
        #expect(map["stdout"]?.stringValue == "a|b c|\(home)|/usr\nin")
        #expect(map["stderr"] == "e")
        #expect(map["retcode"] == 3)
        #expect(result.retcode == 3)
        let copy = try TestFile.read("\(scratch.path)/copy").dropLast()
        #expect(copy.hasSuffix(".sh") && !copy.hasPrefix(scratch.path))
        #expect(ScratchFolder.mode(String(copy)).isEmpty)
    }

    @Test func `takes its words from a list as they are`() async throws {
        let words: Value = ["a b", "it's", "$HOME", "", 5]
        #expect(try await call("cmd.script", source, words, "/usr").value["stdout"] == "a b|it's|$HOME||5|/usr")
    }

    @Test func `takes a quote with an accent on it for the quote that a shell sees`() async throws {
        let word = "'\u{301}; touch \(scratch.path)/broken #"
        let result = try await call("cmd.script", source, keyword: ["args": [.string(word)]])
        #expect(result.value["stdout"]?.stringValue?.hasPrefix("\(word)|") == true)
        #expect(access("\(scratch.path)/broken", F_OK) != 0)
    }

    @Test func `may do without a first line, and be named by file`() async throws {
        try TestFile.write("echo plain $1\n", to: "\(scratch.path)/plain")
        let source: Value = .string("file://\(scratch.path)/plain")
        #expect(try await call("cmd.script", source, "x").value["stdout"] == "plain x")
    }

    @Test func `answers its exit code alone`() async throws {
        #expect(try await call("cmd.script_retcode", source) == FunctionResult(3, retcode: 3))
        #expect(try await call("cmd.script_retcode", source, keyword: ["env": ["A": 0]]) == FunctionResult(0))
        #expect(try await call("cmd.script_retcode", source, keyword: ["success_retcodes": 3]) == FunctionResult(0))
    }

    @Test(arguments: ["salt://a.sh", "http://host/a.sh", "https://host/a.sh", "a.sh", "", "file://a.sh"])
    func `is not fetched from anywhere`(source: String) async throws {
        let text = try await call("cmd.script", .string(source)).text
        #expect(text.contains("source must be an absolute path on the minion, or file:// and one"))
    }

    @Test func `that is not there is told`() async throws {
        let text = try await call("cmd.script", "/no/such").text
        #expect(text == "ERROR: the script /no/such cannot be read: No such file or directory")
        #expect(try await call("cmd.script", source, keyword: ["args": true]).text.contains("args must be"))
    }

    @Test func `may be code, run by an interpreter`() async throws {
        let result = try await call("cmd.exec_code", "sh", "echo \"$1\" $#; echo e >&2; exit 4", "/usr", ["a b", 5])
        #expect(result == FunctionResult("a b 2", retcode: 4))
        #expect(try await call("cmd.exec_code", "sh", "pwd; echo \"$1\"", "/usr", "a b").text == "/usr\na b")
        let map = try await call("cmd.exec_code_all", "/bin/sh", "cat; echo e >&2", keyword: ["stdin": "in"]).value
        #expect(map["stdout"] == "in" && map["stderr"] == "e" && map["retcode"] == 0)
        let missing = try await call("cmd.exec_code", "no-such-language", "x")
        #expect(missing.text.hasPrefix("ERROR: Unable to run command 'no-such-language'"))
    }
}
