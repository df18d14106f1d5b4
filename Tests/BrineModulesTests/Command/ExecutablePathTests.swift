import BrineTesting
import Glibc
import Testing

@testable import BrineModules

@Suite struct `The path of an executable` {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        for name in ["one/tool", "two/tool", "two/plain", "two/other"] {
            try TestFile.write("#!/bin/sh\n", to: "\(scratch.path)/\(name)")
            chmod("\(scratch.path)/\(name)", name == "one/tool" || name == "two/plain" ? 0o644 : 0o755)
        }
        mkdir("\(scratch.path)/one/other", 0o755)
    }

    private func find(_ name: String) -> String? {
        ExecutablePath.find(name, in: "/no/such::\(scratch.path)/one:\(scratch.path)/two/:")
    }

    @Test func `is that of the first file that may be executed`() {
        #expect(find("tool") == "\(scratch.path)/two/tool")
        #expect(find("other") == "\(scratch.path)/two/other")
        #expect(find("plain") == nil)
        #expect(find("no-such") == nil)
        #expect(find("") == nil)
        #expect(find("to\0ol") == nil)
    }

    @Test func `is the name itself where that is a path`() {
        #expect(find("\(scratch.path)/two/tool") == "\(scratch.path)/two/tool")
        #expect(find("\(scratch.path)/one/tool") == nil)
        #expect(find("\(scratch.path)/one/other") == nil)
    }

    @Test func `is never relative to where the caller is`() {
        #expect(ExecutablePath.find("sh", in: ".:bin:") == nil)
        #expect(ExecutablePath.find("sh", in: "bin:/bin") == "/bin/sh")
        #expect(ExecutablePath.find("sh", in: "") == nil)
    }
}
