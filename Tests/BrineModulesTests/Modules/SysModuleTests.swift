import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module sys` {
    @Test func `list_functions takes modules, functions and globs`() async throws {
        #expect(try await call("sys.list_functions", "grains").value.arrayValue?.count == 14)
        #expect(try await call("sys.list_functions", "test.ping", "sys.d*").value == ["sys.doc", "test.ping"])
        #expect(try await call("sys.list_functions", "nosuch", "").value == [])
        let all = try await call("sys.list_functions").value.arrayValue
        #expect(all?.count == FunctionCatalogue.standard.functions.count)
    }

    @Test func `list_modules takes globs`() async throws {
        let all = try await call("sys.list_modules").value
        #expect(all == ["cmd", "config", "event", "grains", "saltutil", "status", "sys", "test"])
        #expect(try await call("sys.list_modules", "s*", "cmd").value == ["cmd", "saltutil", "status", "sys"])
    }

    @Test func `doc answers each function's documentation`() async throws {
        let docs = try await call("sys.doc", "cmd.run").value.mapValue
        let text = try #require(docs?["cmd.run"]?.stringValue)
        #expect(text.hasPrefix("Runs a command in a shell"))
        #expect(text.contains("\n\nUsage: cmd.run cmd cwd=None stdin=None runas=None group=None shell=/bin/sh "))
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
                    "args": ["key", "default", "delimiter", "ordered"], "defaults": ["", ":", true], "kwargs": nil,
                    "varargs": nil,
                ],
                "test.arg": ["args": [], "defaults": nil, "kwargs": true, "varargs": true],
                "test.ping": ["args": [], "defaults": nil, "kwargs": nil, "varargs": nil],
            ]
        )
    }

    @Test func `a word that is no text is refused`() async throws {
        #expect(try await call("sys.doc", 5).text.contains("names must be texts, found an integer: 5"))
    }

    @Test func `executables are told of like built-in modules`() async throws {
        let folder = try ModuleFolder()
        try await folder.install("echo 1", as: "probe")
        try await folder.install("echo 1", as: "test")
        try await folder.write("modules/README", "", mode: "644")
        try await folder.write("modules/dotted.sh", "")
        let places = folder.places
        let modules = try await call("sys.list_modules", "p*", "t*", "R*", places: places)
        #expect(modules.value == ["probe", "test"])
        #expect(
            try await call("sys.list_functions", "probe", "test.p*", places: places).value
                == ["probe.go", "probe.stop", "test.ping"]
        )
        #expect(try await call("sys.list_functions", "p*.st?p", places: places).value == ["probe.stop"])
        #expect(
            try await call("sys.doc", "probe.stop", places: places).value
                == [
                    "probe.stop": """
                    Stops.

                    Usage: probe.stop *args **kwargs
                        *args     any arguments by place
                        **kwargs  any arguments by name
                    """
                ]
        )
        #expect(
            try await call("sys.argspec", "probe.go", places: places).value
                == ["probe.go": ["args": [], "defaults": nil, "kwargs": true, "varargs": true]]
        )
        let all = try await call("sys.list_functions", places: places).value.arrayValue
        #expect(all?.count == FunctionCatalogue.standard.functions.count + 2)
    }

    @Test func `an executable that is not asked for is not started`() async throws {
        let folder = try ModuleFolder()
        try await folder.write("modules/probe", "#!/bin/sh\ntouch \(folder.path)/started\n")
        for words in ["test.ping", "prob", "probes.go", "pra*", "test.*"] {
            #expect(try await call("sys.doc", .string(words), places: folder.places).success)
        }
        #expect(try await call("sys.list_modules", places: folder.places).success)
        #expect(folder.names(in: "") == ["modules"])
        #expect(try await call("sys.doc", "*.go", places: folder.places).success)
        #expect(folder.names(in: "").contains("started"))
    }

    @Test func `one that cannot describe itself has the reason under its name, and the others answer`() async throws {
        let folder = try ModuleFolder()
        try await folder.install("echo 1", as: "probe")
        try await folder.write("modules/broken", "#!/bin/sh\nexit 3\n")
        try await folder.write("modules/README", "", mode: "644")
        let path = "\(folder.path)/modules"
        let reason = Value.string("This module cannot be used: \(path)/broken --describe ended with exit code 3")
        let all = try await call("sys.doc", places: folder.places)
        #expect(all.success)
        #expect(all.value["broken"] == reason)
        #expect(all.value["probe.go"] != nil)
        #expect(all.value["README"] == nil)
        #expect(all.value["test.ping"] != nil)
        for word in ["broken", "broken.go", "b*"] {
            #expect(try await call("sys.doc", .string(word), places: folder.places).value == ["broken": reason])
        }
        let readme = "This module cannot be used: \(path)/README is not executable: chmod +x \(path)/README"
        #expect(try await call("sys.doc", "README", places: folder.places).value == ["README": .string(readme)])
        #expect(try await call("sys.list_functions", "broken", "probe.go", places: folder.places).value == ["probe.go"])
    }

    @Test func `a module's own summary is told where it is asked for by name`() async throws {
        let folder = try ModuleFolder()
        try await folder.write(
            "modules/probe",
            "#!/bin/sh\necho '{\"summary\": \"Probes.\", \"functions\": {\"go\": {\"parameters\": []}}}'\n"
        )
        let own = try await call("sys.doc", "probe", places: folder.places).value
        #expect(own == ["probe": "Probes.", "probe.go": "Usage: probe.go"])
        #expect(try await call("sys.doc", "probe.*", places: folder.places).value.mapValue?.keys == ["probe.go"])
    }

    @Test func `many executables describe themselves`() async throws {
        let folder = try ModuleFolder()
        for number in 1...20 { try await folder.install("echo 1", as: "probe\(number)") }
        #expect(try await call("sys.list_functions", "probe*.go", places: folder.places).value.arrayValue?.count == 20)
        #expect(folder.names(in: "descriptions").count == 20)
    }
}
