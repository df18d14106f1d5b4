import BrineCore
import MessagePack
import Testing

@testable import BrineModules

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@Suite struct `Executables as modules` {
    private let folder: ModuleFolder

    init() throws {
        folder = try ModuleFolder()
    }

    private func serves(_ name: String) throws -> Bool {
        ExternalModules(folder.places).file(of: try #require(FunctionName(name)).module) != nil
    }

    /// The text of a call's return that is refused.
    private func refusal(_ name: String) async throws -> String {
        let result = try await call(name, places: folder.places)
        #expect(result.retcode == 254)
        #expect(!result.success)
        return result.text
    }

    @Test func `a file serves the functions of its name`() async throws {
        try await folder.install("echo 1")
        try await folder.write("modules/dotted.sh", "")
        #expect(mkdir("\(folder.path)/modules/drawer", 0o755) == 0)
        #expect(try serves("probe.go"))
        #expect(try serves("probe.anything"))
        #expect(try !serves("dotted.sh"))
        #expect(try !serves("drawer.go"))
        #expect(try !serves("other.go"))
        #expect(ExternalModules(MinionPlaces()).file(of: "probe") == nil)
        rmdir("\(folder.path)/modules/drawer")
    }

    @Test func `the first folder that has a module counts`() async throws {
        try await folder.install("echo 1")
        try await folder.write("more/probe", ModuleFolder.script("echo 2"))
        try await folder.write("more/later", ModuleFolder.script("echo 3"))
        #expect(try await call("probe.go", places: folder.places).value == 1)
        #expect(try await call("later.go", places: folder.places).value == 3)
    }

    @Test func `a function that its module does not tell is not available`() async throws {
        try await folder.install("echo 1")
        #expect(try await refusal("probe.run") == "'probe.run' is not available.")
        #expect(try await refusal("nosuch.run") == "'nosuch.run' is not available.")
    }

    @Test func `a built-in module goes first, and that is told where it hides a function`() async throws {
        try await folder.install("echo 1", as: "test")
        #expect(try await call("test.ping", places: folder.places).value == true)
        let path = "\(folder.path)/modules/test"
        #expect(
            try await refusal("test.go")
                == "'test.go' is not available: the module is built in, and \(path) is not used"
        )
    }

    @Test func `a file that may not be run says how that is mended`() async throws {
        try await folder.write("modules/README", "Read me.", mode: "644")
        #expect(try serves("README.txt"))
        let path = "\(folder.path)/modules/README"
        // Root may run what anybody may.
        #expect(try await refusal("README.txt").hasSuffix("\(path) is not executable: chmod +x \(path)"))
    }

    @Test func `a script without a first line, and one whose first line leads nowhere, say so`() async throws {
        try await folder.write("modules/bare", "echo 1\n")
        #expect(try await refusal("bare.go").hasSuffix("it is no program, and has no first line as #!/bin/sh"))
        try await folder.write("modules/lost", "#!/no/such/shell\n")
        #expect(try await refusal("lost.go").hasSuffix("the program that its first line names (#!) cannot be run"))
    }

    @Test(arguments: ["757", "775"])
    func `a file that others can change is refused`(mode: String) async throws {
        try await folder.install("echo 1")
        let path = "\(folder.path)/modules/probe"
        try await folder.write("modules/probe", ModuleFolder.script("echo 1"), mode: mode)
        chown(path, uid_t.max, 4)
        let text = try await refusal("probe.go")
        #expect(text.hasPrefix("'probe.go' is not available: \(path) must not be writable for others"))
        #expect(text.hasSuffix("its mode is \(mode): chmod go-w \(path)"))
    }

    @Test(.enabled(if: getuid() == 0, "only root gives files away"))
    func `the group root is no other`() async throws {
        try await folder.write("modules/probe", ModuleFolder.script("echo 1"), mode: "775")
        #expect(try await call("probe.go", places: folder.places).value == 1)
    }

    @Test func `a folder that others can change is refused, and the one a link leads to`() async throws {
        try await folder.write("linked/probe", ModuleFolder.script("echo 1"))
        symlink("../linked/probe", "\(folder.path)/modules/probe")
        #expect(try await call("probe.go", places: folder.places).value == 1)
        chmod("\(folder.path)/linked", 0o777)
        #expect(try await refusal("probe.go").contains("\(folder.path)/linked must not be writable"))
        chmod("\(folder.path)/linked", 0o755)
        chmod("\(folder.path)/modules", 0o777)
        #expect(try await refusal("probe.go").contains("\(folder.path)/modules must not be writable"))
    }

    @Test(.enabled(if: getuid() == 0, "only root gives files away"))
    func `a file of somebody else is refused`() async throws {
        try await folder.install("echo 1")
        chown("\(folder.path)/modules/probe", 1_234, 0)
        #expect(
            try await refusal("probe.go").hasSuffix("since it runs with the minion's rights; it belongs to user 1234")
        )
    }

    @Test func `a description is asked for once for each state of a file`() async throws {
        let counting = "echo x >> \(folder.path)/starts; "
        func count() async throws -> String {
            try await call("cmd.run", .string("wc -l < \(folder.path)/starts")).text
        }
        let text = ModuleFolder.script("echo 1").replacing("if [", with: "\(counting)if [", maxReplacements: 1)
        try await folder.write("modules/probe", text)
        #expect(try await call("probe.go", places: folder.places).value == 1)
        #expect(try await count() == "2")
        #expect(try await call("probe.go", places: folder.places).value == 1)
        #expect(try await count() == "3")
        #expect(folder.names(in: "descriptions") == ["probe"])
        try await folder.write("modules/probe", text + "\n# changed\n")
        #expect(try await call("probe.go", places: folder.places).value == 1)
        #expect(try await count() == "5")
    }

    @Test(arguments: ["", "nonsense", "\u{1}"])
    func `a damaged memory is made anew`(damage: String) async throws {
        try await folder.install("echo 1")
        #expect(try await call("probe.go", places: folder.places).value == 1)
        try await folder.write("descriptions/probe", damage)
        #expect(try await call("probe.go", places: folder.places).value == 1)
        let size = try await call("cmd.run", .string("wc -c < \(folder.path)/descriptions/probe")).text
        #expect(Int(size) ?? 0 > 50)
    }

    @Test func `without a place for it nothing is remembered, and one that cannot be made is no matter`() async throws {
        try await folder.install("echo 1")
        var places = folder.places
        places.descriptionFolder = ""
        #expect(try await call("probe.go", places: places).value == 1)
        places.descriptionFolder = "/proc/no/such"
        #expect(try await call("probe.go", places: places).value == 1)
        #expect(folder.names(in: "") == ["modules"])
    }
}
