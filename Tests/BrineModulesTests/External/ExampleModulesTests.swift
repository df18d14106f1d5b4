import BrineCore
import BrineModules
import MessagePack
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite struct `The modules in Deploy` {
    private static let root = String(#filePath.split(separator: "/Tests/BrineModulesTests/", maxSplits: 1)[0])
    /// Whether the search path leads to a Python.
    private static let hasPython = (getenv("PATH").map { String(cString: $0) } ?? "").split(separator: ":")
        .contains { access("\($0)/python3", X_OK) == 0 }

    private let folder: ModuleFolder

    init() throws {
        folder = try ModuleFolder()
    }

    /// Copies a module: where the sources lie others may be able to write.
    private func install(_ name: String) async throws {
        let command = "install -m 755 \(Self.root)/Deploy/modules/\(name) modules/"
        #expect(try await call("cmd.run", .string(command), keyword: ["cwd": .string(folder.path)]).success)
    }

    @Test func `docs/modules.md has the script in full`() async throws {
        let page = try await call("cmd.run", .string("cat \(Self.root)/docs/modules.md")).text
        let script = try await call("cmd.run", .string("cat \(Self.root)/Deploy/modules/greet")).text
        #expect(script.hasPrefix("#!/bin/sh\n"))
        #expect(page.contains("```sh\n\(script)\n```"))
    }

    @Test func `greet greets whom it is told to`() async throws {
        try await install("greet")
        let greet = { try await call("greet.hello", $0, places: folder.places) }
        #expect(try await call("greet.hello", places: folder.places) == FunctionResult("Hello, world!"))
        #expect(try await greet("Ada") == FunctionResult("Hello, Ada!"))
        #expect(
            try await greet("\"kwargs\": {\"who\": \"\\x\n é")
                == FunctionResult("Hello, \"kwargs\": {\"who\": \"\\x\n é!")
        )
        #expect(try await call("greet.hello", keyword: ["who": ""], places: folder.places).text == "Hello, !")
        #expect(try await greet(5).text.contains("who must be a text, found an integer: 5"))
        let text = try await call("sys.doc", "greet.hello", places: folder.places).value["greet.hello"]
        #expect(text == "Greets somebody.\n\nUsage: greet.hello who=world\n    who=world  whom to greet")
    }

    @Test(.enabled(if: hasPython, "python3 is not there"))
    func `disk tells how full a disk is, and fails where that is too much`() async throws {
        try await install("disk")
        let usage = try await call("disk.usage", places: folder.places)
        #expect(usage.value.mapValue?.keys == ["size", "used", "free"])
        #expect(usage.value["size"]?.intValue ?? 0 > 0)
        #expect(try await call("disk.check", keyword: ["percent": 100], places: folder.places).success)
        let full = try await call("disk.check", "/", -1, places: folder.places)
        #expect(full.retcode == 2)
        #expect(full.value.doubleValue != nil)
        let missing = try await call("disk.usage", "/no/such", places: folder.places)
        #expect(missing.text.hasPrefix("disk.usage ended with exit code 1\nstandard error:\n"))
        #expect(
            try await call("sys.doc", "disk", places: folder.places).value.mapValue?.keys
                == ["disk", "disk.check", "disk.usage"]
        )
    }
}
