import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module test, failures` {
    private let told = "The minion function caused an exception: "

    @Test func `retcode answers True and fails by its code`() async throws {
        #expect(try await call("test.retcode") == FunctionResult(true, retcode: 42, success: false))
        #expect(try await call("test.retcode", 0) == FunctionResult(true, retcode: 0, success: true))
        #expect(try await call("test.retcode", .int(.min)).retcode == .min)
        #expect(try await call("test.retcode", .uint(.max)).text.contains("code must be an integer"))
    }

    @Test func `exception has a text of its own`() async throws {
        #expect(try await call("test.exception").text == "\(told)Test Exception")
    }

    @Test func `raise_exception tells the name and what the exception is given`() async throws {
        let one = try await call("test.raise_exception", "ValueError", "no good")
        #expect(one == FunctionResult(.string("\(told)ValueError: no good"), retcode: 1, success: false))
        let name: Value = "salt.exceptions.SaltException"
        let named = try await call("test.raise_exception", name, keyword: ["message": "oops"])
        #expect(named.text == "\(told)salt.exceptions.SaltException: oops")
        #expect(try await call("test.raise_exception", "ValueError", 1, "b").text == "\(told)ValueError: (1, 'b')")
        #expect(try await call("test.raise_exception", "ValueError", [1]).text == "\(told)ValueError: [1]")
        #expect(try await call("test.raise_exception", "ValueError", nil).text == "\(told)ValueError: None")
        #expect(try await call("test.raise_exception", "KeyError").text == "\(told)KeyError")
    }

    @Test(
        arguments: ["", "Value Error", "a:b", "Fehler\u{DF}", .string(String(repeating: "x", count: 129))] as [Value]
    )
    func `raise_exception refuses what is no name`(name: Value) async throws {
        let result = try await call("test.raise_exception", name)
        #expect(result.text.contains("name must be at most 128 letters, digits, underscores and dots, found a text"))
    }

    @Test func `raise_exception takes one message, and nothing else by name`() async throws {
        let twice = try await call("test.raise_exception", "E", "a", keyword: ["message": "b"])
        #expect(twice.text.contains("message is given both by place and by name"))
        #expect(try await call("test.raise_exception", "E", keyword: ["m": 1]).text.contains("unknown argument: m"))
    }

    @Test(arguments: ["test.try", "test.try_"])
    func `try answers what the function answers`(name: String) async throws {
        let echo = try await call(name, "test.echo", keyword: ["text": [1]])
        #expect(echo == FunctionResult([1]))
        let sleep = try await call(name, keyword: ["module": "test.sleep", "length": 0])
        #expect(sleep == FunctionResult(true))
        #expect(try await call(name, "test.retcode", keyword: ["code": 3]) == FunctionResult(true, retcode: 3))
        let modules = try await call(name, "sys.list_modules").value.arrayValue
        #expect(modules?.contains("test") == true)
    }

    @Test(arguments: ["test.try", "test.try_"])
    func `try answers None for an exception, or its text`(name: String) async throws {
        #expect(try await call(name, "test.exception", keyword: ["message": "oops"]) == FunctionResult(nil))
        let text = try await call(name, "test.exception", true, keyword: ["message": "oops"])
        #expect(text == FunctionResult("oops"))
        let process = try await call(name, "event.send", true, keyword: ["tag": "a"])
        #expect(process == FunctionResult("there is no master to send an event to"))
    }

    @Test func `try answers None for a function that is not there or does not take the arguments`() async throws {
        #expect(try await call("test.try", "no.such") == FunctionResult(nil))
        #expect(try await call("test.try", "test.echo", keyword: ["other": 1]) == FunctionResult(nil))
        #expect(try await call("test.try", "test.sleep", keyword: ["length": -1]) == FunctionResult(nil))
        #expect(try await call("test.try", "test.try").value == nil)
        let told: ValueMap = ["return_try_exception": true]
        #expect(try await call("test.try", "no.such", keyword: told) == FunctionResult("'no.such' is not available."))
        let wrong = try await call("test.try", "test.echo", keyword: told)
        #expect(wrong.text.hasPrefix("Passed invalid arguments to test.echo: missing argument: text"))
    }

    @Test func `try runs the functions of executables`() async throws {
        let folder = try ModuleFolder()
        try await folder.install("echo 5")
        #expect(try await call("test.try", "probe.go", places: folder.places) == FunctionResult(5))
        try await folder.install("exit 3", as: "failing")
        let outcome = try await call("test.try", "failing.go", places: folder.places)
        #expect(outcome == (try await call("failing.go", places: folder.places)))
    }

    @Test func `try refuses what is no function's name`() async throws {
        let result = try await call("test.try", "nodot")
        #expect(result.text.contains("module must be a function's name, as in grains.get, found a text: nodot"))
        #expect(result.retcode == 1)
    }
}
