import BrineCore
import BrineModules
import MessagePack
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite struct `A call of an executable` {
    private let folder: ModuleFolder

    init() throws {
        folder = try ModuleFolder()
    }

    private func go(
        _ positional: Value...,
        keyword: ValueMap = [:],
        grains: ValueMap = [:],
        outputLimit: Int = CallContext.defaultOutputLimit
    ) async throws -> FunctionResult {
        try await call(
            "probe.go",
            .array(positional),
            keyword: keyword,
            grains: grains,
            places: folder.places,
            outputLimit: outputLimit
        )
    }

    @Test func `it gets the call and the minion as one JSON document on one line`() async throws {
        try await folder.install("cat")
        let result = try await go("a\n\"b\"", 5, keyword: ["key": ["x": nil]], grains: ["os": "Debian"])
        let expected: Value = [
            "fun": "go", "args": [["a\n\"b\"", 5]], "kwargs": ["key": ["x": nil]], "jid": "20261122144213307642",
            "id": "web1", "user": "root", "grains": ["os": "Debian"],
        ]
        #expect(result == FunctionResult(expected))
        try await folder.install("wc -l", as: "lines")
        #expect(try await call("lines.go", places: folder.places).value == 1)
    }

    @Test func `the function's name is its one argument`() async throws {
        try await folder.install("printf '[\"%s\", %d]' \"$1\" $#")
        #expect(try await go().value == ["go", 1])
    }

    @Test func `named parameters are under kwargs, by place or by name, with their defaults`() async throws {
        let description = """
            {"functions": {"go": {"parameters": [
                {"name": "first"}, {"name": "second", "default": 2}, {"name": "others", "kind": "rest"},
                {"name": "named", "kind": "rest_keyword"}]}}}
            """
        try await folder.write(
            "modules/probe",
            "#!/bin/sh\nif [ $1 = --describe ]; then echo '\(description)'; else cat; fi\n"
        )
        let result = try await call("probe.go", 1, keyword: ["more": true], places: folder.places).value
        #expect(result["args"] == [])
        #expect(result["kwargs"] == ["first": 1, "second": 2, "more": true])
        let other = try await call("probe.go", 1, 3, 4, 5, places: folder.places).value
        #expect(other["args"] == [4, 5])
        #expect(other["kwargs"] == ["first": 1, "second": 3])
        let byName = try await call("probe.go", keyword: ["second": 9, "first": 8], places: folder.places).value
        #expect(byName["kwargs"] == ["first": 8, "second": 9])
    }

    private static let printed: [(String, Value)] = [
        ("echo '{\"a\": [1, null]}'", ["a": [1, nil]]), ("printf true", true), ("", nil), ("echo", nil),
    ]

    @Test(arguments: printed)
    func `what it prints is the return`(body: String, expected: Value) async throws {
        try await folder.install(body)
        #expect(try await go() == FunctionResult(expected))
    }

    @Test func `an exit code is the result code and no success`() async throws {
        try await folder.install("echo 5; exit 3")
        #expect(try await go() == FunctionResult(5, retcode: 3, success: false))
        try await folder.install("echo why >&2; exit 4")
        #expect(try await go() == FunctionResult("probe.go ended with exit code 4\nstandard error:\nwhy", retcode: 4))
        try await folder.install("echo '[1]'; echo why >&2; exit 4")
        #expect(try await go() == FunctionResult(["return": [1], "stderr": "why"], retcode: 4))
        try await folder.install("echo so; exit 1")
        #expect(try await go().text.hasPrefix("probe.go ended with exit code 1, and printed \"so\\n\": JSON, line 1"))
    }

    @Test func `standard error is not told where the call succeeds`() async throws {
        try await folder.install("echo careful >&2; echo 1")
        #expect(try await go() == FunctionResult(1))
    }

    @Test func `of a long standard error the end is told`() async throws {
        try await folder.install("seq 1 100000 >&2; printf end >&2; exit 1")
        let text = try await go().text
        #expect(text.hasSuffix("\n99999\n100000\nend"))
        #expect(text.hasPrefix("probe.go ended with exit code 1\nstandard error:\n…"))
        #expect(text.utf8.count < 4_200)
    }

    @Test func `what is no JSON is told, escaped and cut`() async throws {
        try await folder.install("printf 'two\\tlines\\n\\033[0m'; echo noise >&2")
        let result = try await go()
        #expect(
            result.text.hasPrefix(
                "probe.go must print one JSON value, found \"two\\tlines\\n\\u{1b}[0m\": JSON, line 1"
            )
        )
        #expect(result.text.hasSuffix("\nstandard error:\nnoise"))
        #expect(result.retcode == 1)
        try await folder.install("seq 1 10000")
        #expect(try await go().text.contains("68\\n69\\n70…\" (48894 bytes): JSON, line 2, column 1"))
    }

    @Test func `a signal that ended it is told`() async throws {
        try await folder.install("echo last words >&2; kill -9 $$")
        let expected: Value = "probe.go was ended by signal 9\nstandard error:\nlast words"
        #expect(try await go() == FunctionResult(expected, retcode: 137))
    }

    @Test func `one that reads nothing of a large input is not hurt`() async throws {
        try await folder.install("exec <&-; echo 1")
        let large = Value.string(String(repeating: "0123456789", count: 100_000))
        #expect(try await go(large) == FunctionResult(1))
        try await folder.install("wc -c")
        #expect(try await go(large).value.intValue ?? 0 > 1_000_000)
    }

    @Test(.timeLimit(.minutes(5)))
    func `one that prints too much is ended with what it started`() async throws {
        let lock = "\(folder.path)/lock"
        try await folder.install("flock \(lock) sleep 3600 & while flock -n \(lock) true; do :; done; exec yes")
        let result = try await go(outputLimit: 10_000)
        let path = "\(folder.path)/modules/probe"
        let expected = "probe.go: \(path) go must print at most 10000 bytes, and printed more"
        #expect(result == FunctionResult(.string(expected), retcode: 1))
        try await folder.waitUntilFree("lock")
    }

    @Test func `output up to the limit is taken`() async throws {
        try await folder.install("printf 1234567")
        #expect(try await go(outputLimit: 7) == FunctionResult(1_234_567))
        #expect(try await go(outputLimit: 6).retcode == 1)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a background process that holds its output is not waited for`() async throws {
        try await folder.install("sleep 3600 & echo $!")
        let pid = try #require(try await go().value.intValue)
        #expect(kill(Int32(pid), SIGKILL) == 0)
        try await folder.install("for i in 1 2 3 4; do yes >&2 & done; echo 1")
        #expect(try await go().value == 1)
    }

    @Test func `it stays in the caller's process group`() async throws {
        try await folder.install("cut -d ' ' -f 5 /proc/$$/stat")
        #expect(try await go().value == .int(Int64(getpgrp())))
    }

    @Test func `arguments are checked against its description before it is started`() async throws {
        let description = """
            {"functions": {"go": {"summary": "Goes.", "parameters": [{"name": "far", "type": "integer", "summary": "how far"}]}}}
            """
        try await folder.write(
            "modules/probe",
            "#!/bin/sh\n[ $1 = --describe ] || touch \(folder.path)/started\necho '\(description)'\n"
        )
        let result = try await call("probe.go", "x", places: folder.places)
        #expect(
            result
                == FunctionResult(
                    """
                    Passed invalid arguments to probe.go: far must be an integer, found a text: x

                    Goes.

                    Usage: probe.go far
                        far  how far
                    """,
                    retcode: 1
                )
        )
        #expect(folder.names(in: "") == ["descriptions", "modules"])
    }
}
