import BrineCore
import MessagePack
import Testing

@testable import BrineModules

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite struct `An executable that is asked to describe itself` {
    private let folder: ModuleFolder

    init() throws {
        folder = try ModuleFolder()
    }

    private var path: String { "\(folder.path)/modules/probe" }

    private func problem(_ body: String) async throws -> String {
        try await folder.write("modules/probe", "#!/bin/sh\n\(body)\n")
        let result = try await call("probe.go", places: folder.places)
        #expect(result.retcode == 254)
        let start = "'probe.go' is not available: \(path) --describe"
        #expect(result.text.hasPrefix(start))
        return String(result.text.dropFirst(start.count))
    }

    @Test func `it is told what was expected and what came`() async throws {
        #expect(try await problem("exit 0") == " must print one JSON document, found nothing")
        #expect(
            try await problem("echo why >&2") == " must print one JSON document, found nothing\nstandard error:\nwhy"
        )
        #expect(
            try await problem("echo usage: x").hasPrefix(" must print one JSON document, found \"usage: x\\n\": JSON")
        )
        #expect(try await problem("echo no >&2; exit 7") == " ended with exit code 7\nstandard error:\nno")
        #expect(try await problem("kill -9 $$") == " was ended by signal 9")
        #expect(try await problem("echo '{\"functions\": []}'") == ": functions must be a map, found a list")
        #expect(try await problem("yes") == " must print at most 1048576 bytes, and printed more")
        #expect(folder.names(in: "descriptions").isEmpty)
    }

    @Test func `it has nothing to read`() async throws {
        try await folder.write("modules/probe", "#!/bin/sh\ncat; echo '{\"functions\": {\"go\": {}}}'\n")
        #expect(try await call("sys.list_functions", "probe", places: folder.places).value == ["probe.go"])
    }

    @Test(
        .timeLimit(.minutes(5)),
        arguments: ["wait", "exec >&- 2>&-; wait", "trap '' TERM; while true; do sleep 1; done", "exec sleep 3600"]
    )
    func `one that does not end is killed with what it started when its time is over`(body: String) async throws {
        let lock = "\(folder.path)/lock"
        let script = """
            #!/bin/sh
            echo $$ > \(folder.path)/pid
            flock \(lock) sleep 3600 >/dev/null 2>&1 &
            \(body)
            """
        try await folder.write("modules/probe", script)
        let process = ModuleProcess(
            path: path,
            argument: "--describe",
            outputLimit: 100,
            timeLimit: .milliseconds(500)
        )
        await #expect(throws: ModuleProblem.overran(call: "\(path) --describe", limit: .milliseconds(500))) {
            try await process.run()
        }
        let pid = try await call("cmd.run", .string("cat \(folder.path)/pid")).text
        #expect(kill(try #require(Int32(pid)), 0) != 0)
        try await folder.waitUntilFree("lock")
    }

    @Test func `the time that it may take is told in seconds`() {
        let problem = ModuleProblem.overran(call: "/m/probe --describe", limit: ExternalModule.describingTime)
        #expect(problem.description == "/m/probe --describe did not end within 60 seconds")
    }
}
