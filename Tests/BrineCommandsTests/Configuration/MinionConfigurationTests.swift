import BrineCore
import MessagePack
import Testing

@testable import BrineCommands

@Suite
struct `A minion's configuration` {
    @Test(arguments: [
        ("master: example.com", "tcp://example.com:4507"), ("master: 10.0.0.1", "tcp://10.0.0.1:4507"),
        ("master: '::1'", "tcp://[::1]:4507"), ("master: 2001:db8::7", "tcp://[2001:db8::7]:4507"),
        ("master: '[fe80::1%eth0]'", "tcp://[fe80::1%eth0]:4507"), ("", "tcp://salt:4507"),
    ])
    func `a master is a name or an address`(text: String, endpoint: String) throws {
        let configuration = try read(text)
        #expect(configuration.master.endpoint(port: configuration.enrolmentPort) == endpoint)
    }

    @Test(arguments: ["a:4506", "':::'", "'[example.com]'", "a/b", "[one, two]", "''", "'fe80::1%'", "'::1%a/b'"])
    func `a master is nothing else`(value: String) {
        #expect(throws: ConfigurationError.self) { try read("master: \(value)") }
    }

    @Test
    func `a fingerprint is read in either case, and none is an empty text`() throws {
        let pairs = Array(repeating: "aB", count: 32).joined(separator: ":")
        let digest = [UInt8](repeating: 0xAB, count: 32)
        #expect(try read("master_finger: '\(pairs)'").masterFinger == Fingerprint(digest: digest))
        #expect(try read("master_finger: \(pairs)").masterFinger == Fingerprint(digest: digest))
        #expect(try read("master_finger: ''").masterFinger == nil)
    }

    @Test(arguments: ["ab:cd", "+a:", "zz:", "abc:", " a:"])
    func `a text that is no fingerprint is refused`(pair: String) {
        let text = String(repeating: pair, count: 31) + pair.prefix { $0 != ":" }
        #expect(throws: ConfigurationError.self) { try read("master_finger: '\(text)'") }
    }

    @Test(arguments: [
        ("16777216", 16_777_216), ("16M", 16_777_216), ("16m", 16_777_216), ("16 MiB", 16_777_216),
        ("2048KB", 2_097_152), ("32M", 33_554_432), ("4096B", 4096), ("1024", 1024),
    ])
    func `a size is bytes, or has a unit`(text: String, bytes: Int) throws {
        #expect(try read("return_limit: \(text)").returnLimit == bytes)
    }

    @Test(arguments: [
        "0", "1023", "-16M", "33M", "2G", "16T", "M", "1.5M", "9999999999999999999", "9007199254740993G", "[]",
    ])
    func `another size is refused`(text: String) {
        #expect(throws: ConfigurationError.self) { try read("return_limit: \(text)") }
    }

    @Test
    func `grains are kept with their types and their order`() throws {
        let text = """
            grains:
              role: web
              rack: 7
              load: 0.5
              spare: no
              no: 1
              7: seven
              serial: '0012'
              version: !!str 5
              note:
              disks: [sda, {name: sdb, size: 2}]
            """
        #expect(
            try read(text).grains == [
                "role": "web", "rack": 7, "load": 0.5, "spare": false, "no": 1, "7": "seven", "serial": "0012",
                "version": "5", "note": nil,
                "disks": ["sda", ["name": "sdb", "size": 2]],
            ]
        )
    }

    @Test(arguments: ["grains: [a]", "grains: web", "grains:", "grains: {[a]: 1}", "grains: {a: {{b: c}: d}}"])
    func `grains are a map of names`(text: String) {
        #expect(throws: ConfigurationError.self) { try read(text) }
    }

    @Test
    func `a name given twice deep in the grains is told with both lines`() {
        let text = "grains:\n  a: {x: 1}\n  b:\n    x: 1\n    'x': 2\nreturn_limit: no\n"
        #expect(
            problems(text) == [
                "minion:5: x: expected once in a file, found in lines 4, 5",
                "minion:6: return_limit: expected a size from 1K to 32M, in bytes or with K, M or G, found no",
            ]
        )
    }

    @Test
    func `aliases that stand for more than memory holds are refused`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(problems(text).contains("minion:5: a4: expected no more than 10000 values in a file, found more"))
    }

    @Test
    func `lists that go too deep are refused`() {
        let text = "grains: {a: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40) + "}"
        #expect(problems(text) == ["minion:1: grains: expected lists and maps no deeper than 32, found deeper ones"])
    }
}

private func read(_ text: String) throws(ConfigurationError) -> MinionConfiguration {
    var reader = ConfigurationReader<MinionConfiguration>()
    reader.read(text, file: "minion")
    return try reader.configuration().configuration
}

private func problems(_ text: String) -> [String] {
    do throws(ConfigurationError) {
        _ = try read(text)
        return []
    } catch {
        return error.problems.map(\.description)
    }
}
