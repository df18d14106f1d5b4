import BrineCore
import Testing

@Suite struct `Function names` {
    @Test func `are two words with a dot between them`() throws {
        let name = try #require(FunctionName("test.ping"))
        #expect(name.module == "test")
        #expect(name.function == "ping")
        #expect(name.description == "test.ping")
        #expect(name == FunctionName(module: "test", function: "ping"))
        #expect(FunctionName("a_1.B_2"[...])?.description == "a_1.B_2")
        #expect(FunctionName("_._") != nil)
    }

    @Test(arguments: [
        "", ".", "test", "test.", ".ping", "test..ping", "a.b.c", "test ping", " test.ping", "test.ping\n",
        "test.ping\0",
        "te-st.ping", "test.pi/ng", "../etc.passwd", "test.ping;id", "test.pïng", "test.\u{301}ping", "test．ping",
        "test.ping()", "%s.%n",
    ])
    func `anything else is none`(text: String) {
        #expect(FunctionName(text) == nil)
    }

    @Test func `have 128 characters at the most`() {
        #expect(FunctionName("a." + String(repeating: "b", count: 126)) != nil)
        #expect(FunctionName("a." + String(repeating: "b", count: 127)) == nil)
        #expect(FunctionName(String(repeating: "a", count: 100_000) + ".b") == nil)
    }

    @Test func `of runners' calls are of three words, and no function has one`() throws {
        let name = FunctionName(module: "jobs", function: "active")
        let kept = name.asRunnerCall
        #expect(kept.description == "runner.jobs.active" && kept.module == "runner" && kept.function == "jobs.active")
        #expect(kept.isRunnerCall && !name.isRunnerCall && kept != name)
        #expect(FunctionName(kept.description) == nil)
        #expect(FunctionName(ofJob: kept.description) == kept)
        #expect(FunctionName(ofJob: "jobs.active") == name)
        let long = try #require(FunctionName("a." + String(repeating: "b", count: 126)))
        #expect(FunctionName(ofJob: long.asRunnerCall.description) == long.asRunnerCall)
    }

    @Test(arguments: [
        "runner.runner.jobs.active", "jobs.jobs.active", "runner.jobs", "runner", "runner..jobs.active", "",
        "runner.\u{301}jobs.active", "Runner.jobs.active", "runner.jobs.active.now",
    ])
    func `of jobs are no others`(text: String) {
        #expect(FunctionName(ofJob: text)?.isRunnerCall != true)
    }
}
