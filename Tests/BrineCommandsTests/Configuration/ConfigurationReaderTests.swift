import BrineCore
import MessagePack
import Testing

@testable import BrineCommands

@Suite
struct `Reading a configuration` {
    @Test
    func `no file at all gives the defaults`() throws {
        #expect(try master().configuration == MasterConfiguration())
        #expect(try master("").configuration == MasterConfiguration())
        #expect(try master("# nothing\n---\n").configuration == MasterConfiguration())
    }

    @Test
    func `nodegroups are texts or lists of words, and checked`() throws {
        let loaded = try master("nodegroups:\n  web: web*\n  red:\n    - G@os:Red Hat\n    - or\n    - N@web\n")
        let groups = loaded.configuration.targetGroups
        #expect(groups["web"] == .text("web*"))
        #expect(groups["red"] == .words(["G@os:Red Hat", "or", "N@web"]))
        #expect(groups.source == "/etc/salt/master")
        #expect(
            problems("id: x\nnodegroups: {web: [1]}\n") == [
                "master.0:2: nodegroups: expected a map of names to targets, each a text or a list of texts, found a map"
            ]
        )
        #expect(
            problems("nodegroups: {a: N@b, b: N@a, c: web1 and}\n") == [
                "master.0:1: nodegroups: nodegroup 'b', column 3: expected nodegroups without a loop, found a → b → a",
                "master.0:1: nodegroups: nodegroup 'a', column 3: expected nodegroups without a loop, found b → a → b",
                "master.0:1: nodegroups: nodegroup 'c', column 9: expected a condition, found the end",
            ]
        )
    }

    @Test
    func `what is read later wins, and what it does not name stays`() throws {
        let loaded = try master("publish_port: 14505\nret_port: 14506\n", "publish_port: 24505\n")
        #expect(loaded.configuration.publishPort == 24505)
        #expect(loaded.configuration.returnPort == 14506)
    }

    @Test
    func `a value that is not what is expected is told with line, key and both`() {
        #expect(
            problems("# one\ninterface: 10.0.0.1\npublish_port: abc\n") == [
                #"master.0:3: publish_port: expected a port from 1 to 65535, found "abc""#
            ]
        )
    }

    @Test(arguments: [
        ("publish_port: 0", "a port from 1 to 65535, found 0"),
        ("publish_port: 65536", "a port from 1 to 65535, found 65536"),
        ("publish_port: -1", "a port from 1 to 65535, found -1"),
        ("publish_port: '4505'", "a port from 1 to 65535, found \"4505\""),
        ("publish_port: 4505.5", "a port from 1 to 65535, found 4505.5"),
        ("publish_port:", "a port from 1 to 65535, found nothing"),
        ("publish_port: [4505]", "a port from 1 to 65535, found a list"),
        ("publish_port: {a: 1}", "a port from 1 to 65535, found a map"),
        ("publish_port: 99999999999999999999", "a port from 1 to 65535, found \"99999999999999999999\""),
        ("timeout: -0.5", "a number of seconds from 0 to 315360000, found -0.5"),
        ("timeout: 315360001", "a number of seconds from 0 to 315360000, found 315360001"),
        ("timeout: .inf", "a number of seconds from 0 to 315360000, found .inf"),
        ("timeout: .nan", "a number of seconds from 0 to 315360000, found .nan"),
        ("timeout: 5s", "a number of seconds from 0 to 315360000, found \"5s\""),
        ("delivery_window: 0", "a number of seconds from 0.1 to 315360000, found 0"),
        ("keep_jobs: 87601", "a number of hours from 0 to 87600, found 87601"),
        ("auto_accept: 1", "True or False, found 1"),
        ("auto_accept: maybe", "True or False, found \"maybe\""),
        ("max_pending_keys: 0", "a number of keys from 1 to 1000000, found 0"),
        ("root_dir: brine", "an absolute path, found \"brine\""),
        ("log_file: udp://loghost:514", "a path, found \"udp://loghost:514\""),
        ("pki_dir: ''", "a path, found \"\""),
        ("pki_dir: \"a\\0b\"", "a path, found \"a\\0b\""),
        ("interface: two words", "a host's name or address, found \"two words\""),
        (
            "id: .hidden",
            "an id of 1 to 253 characters of A-Z a-z 0-9 . _ -, not starting with a dot, or nothing, "
                + "found \".hidden\""
        ),
        (
            "log_level: loud",
            "one of all, garbage, trace, debug, profile, info, warning, error, critical, quiet, "
                + "found \"loud\""
        ),
    ])
    func `an impossible value of a master is refused`(line: String, fault: String) {
        let key = line.prefix { $0 != ":" }
        #expect(problems(line) == ["master.0:1: \(key): expected \(fault)"])
    }

    @Test
    func `all errors of all files are told together, in their order`() {
        let first = "ret_port: x\npublish_port: 1\nauto_accept: 3\npublish_port: 2\n"
        #expect(
            problems(first, "timeout: soon\n") == [
                #"master.0:1: ret_port: expected a port from 1 to 65535, found "x""#,
                "master.0:3: auto_accept: expected True or False, found 3",
                "master.0:4: publish_port: expected once in a file, found in lines 2, 4",
                #"master.1:1: timeout: expected a number of seconds from 0 to 315360000, found "soon""#,
            ]
        )
    }

    @Test
    func `a bad value is an error even where a later file has a good one`() {
        #expect(problems("ret_port: x\n", "ret_port: 5\n").count == 1)
    }

    @Test
    func `an unknown key is a warning with its line, and with the key it may have been`() throws {
        let loaded = try master("publsh_port: 14505\nworker_threads: 5\n7: x\n")
        #expect(loaded.configuration.publishPort == 4505)
        #expect(
            loaded.warnings.map(\.description) == [
                "master.0:1: publsh_port: unknown setting, ignored; did you mean publish_port?",
                "master.0:2: worker_threads: unknown setting, ignored",
                "master.0:3: 7: unknown setting, ignored",
            ]
        )
    }

    @Test
    func `unknown keys are kept with their values, of two the last`() throws {
        let loaded = try master("schedule: {job: [1, no]}\nspare: 1\npublish_port: 14505\n", "spare: '2'\nnothing:\n")
        #expect(loaded.unknown == ["schedule": ["job": [1, false]], "spare": "2", "nothing": nil])
    }

    @Test
    func `a key cannot write to the terminal`() throws {
        let loaded = try master("\"\\e[2J\\nx\": 1\n")
        #expect(loaded.warnings.map(\.description) == [#"master.0:1: \u{1B}[2J\nx: unknown setting, ignored"#])
    }

    @Test
    func `two ports that are the same are refused, at the line that made them so`() {
        #expect(
            problems("# ports\nret_port: 4505\n") == [
                "master.0:2: ret_port: expected another port than publish_port, found 4505 for both"
            ]
        )
        #expect(
            problems("publish_port: 4506\n") == [
                "master.0:1: ret_port: expected another port than publish_port, found 4506 for both"
            ]
        )
    }

    @Test
    func `jobs are kept by seconds where seconds are given, else by hours`() throws {
        #expect(try master("keep_jobs: 2\n").configuration.keepJobs == .seconds(7200))
        #expect(try master("keep_jobs: 0.5\n").configuration.keepJobs == .seconds(1800))
        #expect(try master("keep_jobs_seconds: 60\n").configuration.keepJobs == .seconds(60))
        #expect(try master("keep_jobs_seconds: 60\n", "keep_jobs: 2\n").configuration.keepJobs == .seconds(60))
        #expect(try master("keep_jobs_seconds: 60\nkeep_jobs: 2\n").configuration.keepJobs == .seconds(60))
        #expect(try master("").configuration.keepJobs == .seconds(86_400))
    }

    @Test
    func `jobs are kept for ever where the setting that counts is 0`() throws {
        #expect(try master("keep_jobs: 0\n").configuration.keepJobs == .zero)
        #expect(try master("keep_jobs_seconds: 0\n").configuration.keepJobs == .zero)
        #expect(try master("keep_jobs_seconds: 0\n", "keep_jobs: 2\n").configuration.keepJobs == .zero)
        #expect(try master("keep_jobs_seconds: 60\n", "keep_jobs: 0\n").configuration.keepJobs == .seconds(60))
    }

    @Test
    func `values are read by YAML's and Salt's words`() throws {
        let text =
            "auto_accept: yes\ntimeout: 2.5\nlog_level: Debug\ninterface: '[::]'\nid: 007\npublish_port: 4096\n"
        let configuration = try master(text).configuration
        #expect(configuration.autoAccept)
        #expect(configuration.timeout == .milliseconds(2500))
        #expect(configuration.logLevel == .debug)
        #expect(configuration.interface.endpoint(port: 1) == "tcp://[::]:1")
        #expect(configuration.id?.description == "007")
        #expect(configuration.publishPort == 4096)
    }

    @Test
    func `every path but root_dir goes under root_dir`() throws {
        let text = "root_dir: /srv/brine/\npki_dir: keys/\nlog_file: /srv/brine/log/master\n"
        let configuration = try master(text).configuration
        #expect(configuration.rootDirectory == "/srv/brine")
        #expect(configuration.pkiDirectory == "/srv/brine/keys")
        #expect(configuration.logFile == "/srv/brine/log/master")
        #expect(configuration.cacheDirectory == "/srv/brine/var/cache/salt/master")
        #expect(configuration.socketDirectory == "/srv/brine/var/run/salt/master")
        #expect(configuration.pidFile == "/srv/brine/var/run/salt-master.pid")
    }

    @Test
    func `a root_dir in a later file moves the paths of earlier ones`() throws {
        #expect(try master("pki_dir: /keys\n", "root_dir: /srv\n").configuration.pkiDirectory == "/srv/keys")
    }
}

/// A master's configuration from the texts of files `master.0`, `master.1` and so on.
private func master(_ texts: String...) throws(ConfigurationError) -> LoadedConfiguration<MasterConfiguration> {
    try read(texts)
}

/// The problems of those texts, one line each.
private func problems(_ texts: String...) -> [String] {
    do throws(ConfigurationError) {
        _ = try read(texts)
        return []
    } catch {
        return error.problems.map(\.description)
    }
}

private func read(_ texts: [String]) throws(ConfigurationError) -> LoadedConfiguration<MasterConfiguration> {
    var reader = ConfigurationReader<MasterConfiguration>()
    for (number, text) in texts.enumerated() { reader.read(text, file: "master.\(number)") }
    return try reader.configuration()
}
