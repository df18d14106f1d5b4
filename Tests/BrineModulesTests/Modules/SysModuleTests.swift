import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module sys` {
    @Test func `list_functions takes modules, functions and globs`() async throws {
        #expect(try await call("sys.list_functions", "grains").value.arrayValue?.count == 4)
        #expect(try await call("sys.list_functions", "test.ping", "sys.d*").value == ["sys.doc", "test.ping"])
        #expect(try await call("sys.list_functions", "nosuch", "").value == [])
        let all = try await call("sys.list_functions").value.arrayValue
        #expect(all?.count == FunctionCatalogue.standard.functions.count)
    }

    @Test func `list_modules takes globs`() async throws {
        #expect(try await call("sys.list_modules").value == ["cmd", "grains", "saltutil", "status", "sys", "test"])
        #expect(try await call("sys.list_modules", "s*", "cmd").value == ["cmd", "saltutil", "status", "sys"])
    }

    @Test func `doc answers each function's documentation`() async throws {
        let docs = try await call("sys.doc", "cmd.run").value.mapValue
        let text = try #require(docs?["cmd.run"]?.stringValue)
        #expect(text.hasPrefix("Runs a command in a shell"))
        #expect(text.contains("\n\nUsage: cmd.run cmd cwd=None env=None stdin=None shell=/bin/sh timeout=None"))
        #expect(docs?.count == 1)
        #expect(try await call("sys.doc", "nosuch").value == [:])
    }

    @Test func `every function and parameter is documented`() {
        for function in FunctionCatalogue.standard.functions {
            #expect(function.summary.hasSuffix("."))
            for parameter in function.parameters {
                #expect(!parameter.documentation.isEmpty, "\(function.name) \(parameter.name)")
            }
        }
    }

    @Test func `argspec has Salt's fields`() async throws {
        let specification = try await call("sys.argspec", "grains.get", "test.arg", "test.ping").value
        #expect(
            specification == [
                "grains.get": [
                    "args": ["key", "default", "delimiter"], "defaults": ["", ":"], "kwargs": nil, "varargs": nil,
                ],
                "test.arg": ["args": [], "defaults": nil, "kwargs": true, "varargs": true],
                "test.ping": ["args": [], "defaults": nil, "kwargs": nil, "varargs": nil],
            ]
        )
    }

    @Test func `a word that is no text is refused`() async throws {
        #expect(try await call("sys.doc", 5).text.contains("names must be texts, found an integer: 5"))
    }
}
