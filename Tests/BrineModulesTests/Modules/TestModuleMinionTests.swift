import BrineCore
import BrineModules
import MessagePack
import Testing

@Suite struct `The module test, the minion itself` {
    private let versions: ValueMap = ["ZeroMQ": "4.3.4", "Swift": "6.3", "libsodium": "1.0.18"]
    private let grains: ValueMap = [
        "os": "Debian", "osfullname": "Debian GNU/Linux", "osrelease": "12", "oscodename": "bookworm",
        "kernel": "Linux", "kernelrelease": "6.1.0-18-amd64", "cpuarch": "x86_64",
    ]

    @Test func `version answers Brine's`() async throws {
        #expect(try await call("test.version") == FunctionResult(.string(brineVersion)))
    }

    @Test func `versions_information has a map under each heading`() async throws {
        let result = try await call("test.versions_information", grains: grains, versions: versions)
        #expect(
            result.value == [
                "Brine Version": ["Brine": .string(brineVersion)],
                "Dependency Versions": .map(versions),
                "System Versions": [
                    "dist": "debian 12 bookworm", "machine": "x86_64", "release": "6.1.0-18-amd64", "system": "Linux",
                    "version": "Debian GNU/Linux 12 bookworm",
                ],
            ]
        )
    }

    @Test func `what nobody knows is left out of versions_information`() async throws {
        let result = try await call("test.versions_information", grains: ["os": "Debian", "oscodename": ""])
        #expect(result.value["Dependency Versions"] == [:])
        #expect(result.value["System Versions"] == ["dist": "debian"])
    }

    @Test(arguments: ["test.versions", "test.versions_report"])
    func `versions and versions_report are one text with the names flush right`(name: String) async throws {
        let result = try await call(name, grains: grains, versions: versions)
        #expect(
            result.text == """
                Brine Version:
                         Brine: \(brineVersion)

                Dependency Versions:
                     libsodium: 1.0.18
                         Swift: 6.3
                        ZeroMQ: 4.3.4

                System Versions:
                          dist: debian 12 bookworm
                       machine: x86_64
                       release: 6.1.0-18-amd64
                        system: Linux
                       version: Debian GNU/Linux 12 bookworm
                """
        )
    }

    @Test func `a long name widens the column, and a version may be of any kind`() async throws {
        let versions: ValueMap = ["swift-service-lifecycle": 2.13, "none": nil]
        let lines = try await call("test.versions", versions: versions).text.split(separator: "\n").map(String.init)
        #expect(lines.contains(" swift-service-lifecycle: 2.13"))
        #expect(lines.contains("                    none: None"))
    }

    @Test func `get_opts answers the settings`() async throws {
        let settings: ValueMap = ["id": "web1", "own": ["a": [1]]]
        #expect(try await call("test.get_opts", configuration: settings) == FunctionResult(.map(settings)))
    }

    @Test func `module_report lists functions and modules under Salt's headings`() async throws {
        let folder = try ModuleFolder()
        try await folder.install("echo 1", as: "probe")
        try await folder.write("modules/broken", "#!/bin/sh\nexit 3\n")
        let report = try await call("test.module_report", places: folder.places).value
        let names = FunctionCatalogue.standard.functions.map(\.name.description) + ["probe.go", "probe.stop"]
        for heading in ["functions", "function_attrs", "function_subs"] {
            #expect(report[heading] == .array(names.sorted().map { .string($0) }))
        }
        let modules = (FunctionCatalogue.standard.modules + ["probe"]).sorted().map { Value.string($0) }
        for heading in ["modules", "module_attrs"] { #expect(report[heading] == .array(modules)) }
        for heading in ["missing_attrs", "missing_subs"] { #expect(report[heading] == []) }
        #expect(report.mapValue?.count == 7)
    }

    @Test func `not_loaded names the executables that cannot be used`() async throws {
        #expect(try await call("test.not_loaded") == FunctionResult([]))
        let folder = try ModuleFolder()
        try await folder.install("echo 1", as: "probe")
        try await folder.write("modules/broken", "#!/bin/sh\nexit 3\n")
        try await folder.write("modules/absent", "#!/bin/sh\necho no\n")
        #expect(try await call("test.not_loaded", places: folder.places) == FunctionResult(["absent", "broken"]))
    }

    @Test func `stack answers a line a call, the innermost first`() async throws {
        let lines = try await call("test.stack").text.split(separator: "\n")
        let first = try #require(lines.first)
        #expect(first.hasPrefix("0x"))
        #expect(first.contains("CallStack.text() in "), "\(first)")
        #expect(lines.count <= 64)
        #expect(lines.allSatisfy { $0.hasPrefix("0x") && !$0.hasPrefix("0x0000000000000000") })
    }
}
