import BrineCore
import MessagePack
import Testing

@testable import BrineCommands

@Suite
struct `The settings as a function is told them` {
    @Test
    func `are all of them by their names, each with its default`() {
        let values = MinionConfiguration().values
        #expect(values.keys == MinionConfiguration.settings.map { .string($0.name) })
        let expected: ValueMap = [
            "root_dir": "/", "pki_dir": "/etc/salt/pki/minion", "cachedir": "/var/cache/salt/minion",
            "pidfile": "/var/run/salt-minion.pid", "id": nil, "grains": [:], "master": "salt", "auth_port": 4507,
            "master_finger": "", "acceptance_wait_time": 10, "acceptance_wait_time_max": 0, "reconnect_interval": 2,
            "log_file": "/var/log/salt/minion", "log_level": "warning", "return_limit": "16M",
            "process_count_max": -1, "outbox_limit": "1G", "cache_jobs": false, "keep_jobs_seconds": 86400,
            "module_dirs": ["/etc/salt/modules"],
        ]
        for entry in expected.entries { #expect(values[entry.key] == entry.value, "\(entry.key)") }
        for key in values.keys { #expect(expected[key] != nil, "\(key)") }
    }

    @Test
    func `are what the files say, in its own type`() throws {
        let text = """
            root_dir: /srv
            id: '007'
            master: 10.0.0.1
            grains: {roles: [web, {spare: no}], rack: 7}
            acceptance_wait_time: 2.5
            cache_jobs: yes
            process_count_max: 4
            keep_jobs_seconds: 60
            return_limit: 4096
            module_dirs: [/a, 'no']
            pki_dir: '12'
            """
        var reader = ConfigurationReader<MinionConfiguration>()
        reader.read(text, file: "minion")
        let values = try reader.configuration().configuration.values
        let expected: ValueMap = [
            "root_dir": "/srv", "id": "007", "master": "10.0.0.1",
            "grains": ["roles": ["web", ["spare": false]], "rack": 7], "acceptance_wait_time": 2.5,
            "cache_jobs": true, "process_count_max": 4, "keep_jobs_seconds": 60, "return_limit": "4K",
            "module_dirs": ["/srv/a", "/srv/no"], "pki_dir": "/srv/12",
        ]
        for entry in expected.entries { #expect(values[entry.key] == entry.value, "\(entry.key)") }
    }

    @Test(arguments: ["no", "on", "1", "0x10", "null", "::1"])
    func `are texts where a text could be taken for something else`(text: String) throws {
        var reader = ConfigurationReader<MinionConfiguration>()
        reader.read("master: '\(text)'\nmodule_dirs: ['/\(text)']\nlog_file: '/\(text)'\n", file: "minion")
        let values = try reader.configuration().configuration.values
        #expect(values["master"] == .string(text))
        #expect(values["module_dirs"] == .array([.string("/\(text)")]))
        #expect(values["log_file"] == .string("/\(text)"))
    }

    @Test
    func `of a master are told too`() {
        let values = MasterConfiguration().values
        #expect(values.keys == MasterConfiguration.settings.map { .string($0.name) })
        #expect(values["publish_port"] == 4505)
        #expect(values["auto_accept"] == false)
    }
}
