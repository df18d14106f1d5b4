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

    @Test(arguments: [("-1", nil), ("1", 1), ("64", 64), ("1000000", 1_000_000)] as [(String, Int?)])
    func `a bound on jobs is a number, or -1 for none`(text: String, bound: Int?) throws {
        #expect(try read("process_count_max: \(text)").processCountMax == bound)
    }

    @Test(arguments: ["0", "-2", "1000001", "1.5", "many", "'4'", "", "[4]", "True"])
    func `another bound on jobs is refused`(text: String) {
        let line = problems("process_count_max: \(text)").first
        let expected = "expected a number of jobs from 1 to 1000000, or -1 for any number, found "
        #expect(line?.hasPrefix("minion:1: process_count_max: \(expected)") == true)
    }

    @Test(arguments: [("0", nil), ("4K", 4_096), ("1G", 1 << 30), ("1024G", 1 << 40)] as [(String, Int?)])
    func `a bound on what waits is a size, or 0 for none`(text: String, bound: Int?) throws {
        #expect(try read("outbox_limit: \(text)").outboxLimit == bound)
        #expect(MinionConfiguration().outboxLimit == 1 << 30)
    }

    @Test(arguments: ["-1", "4095", "1025G", "0.5", "none", "", "[0]", "False"])
    func `another bound on what waits is refused`(text: String) {
        let line = problems("outbox_limit: \(text)").first
        let expected = "expected a size from 4K to 1024G, in bytes or with K, M or G, or 0 for any size, found "
        #expect(line?.hasPrefix("minion:1: outbox_limit: \(expected)") == true)
    }

    @Test
    func `what is kept of ended jobs is a switch and a time`() throws {
        let configuration = try read("cache_jobs: True\nkeep_jobs_seconds: 0.5\n")
        #expect(configuration.cachesJobs)
        #expect(configuration.keepJobs == .milliseconds(500))
        #expect(
            problems("cache_jobs: 1\nkeep_jobs_seconds: -1\n") == [
                "minion:1: cache_jobs: expected True or False, found 1",
                "minion:2: keep_jobs_seconds: expected a number of seconds from 0 to 315360000, found -1",
            ]
        )
    }

    @Test(
        arguments: [
            ("[/a, b/../c]", ["/a", "/c"]), ("[]", []), ("/a", ["/a"]), ("a", ["/a"]),
            ("\n  - /a\n  - /b", ["/a", "/b"]),
        ] as [(String, [String])]
    )
    func `directories of modules are paths, one alone without a list`(text: String, paths: [String]) throws {
        #expect(try read("module_dirs: \(text)").moduleDirectories == paths)
    }

    @Test
    func `directories of modules go under root_dir`() throws {
        #expect(try read("root_dir: /srv\n").moduleDirectories == ["/srv/etc/salt/modules"])
        #expect(try read("root_dir: /srv\nmodule_dirs: [a, /srv/b]\n").moduleDirectories == ["/srv/a", "/srv/b"])
    }

    @Test(arguments: ["[/a, '']", "[/a, 7]", "[[/a]]", "{a: /b}", "", "''", "['http://a/b']"])
    func `directories of modules are nothing else`(text: String) {
        let line = problems("module_dirs: \(text)").first
        #expect(line?.hasPrefix("minion:1: module_dirs: expected a list of paths, found ") == true)
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
