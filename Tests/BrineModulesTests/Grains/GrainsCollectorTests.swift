import BrineCore
import Glibc
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The grains of this machine` {
    private func collect(extra: ValueMap = [:]) throws -> ValueMap {
        GrainsCollector.collect(id: try #require(MinionID("web1")), master: "salt", extra: extra)
    }

    @Test func `are replaced by those of the grains file, and these by the configuration's`() throws {
        let grains = GrainsCollector.collect(
            id: try #require(MinionID("web1")),
            master: "salt",
            file: ["kernel": "file", "rack": 1, "zone": "a"],
            extra: ["rack": 2]
        )
        #expect(grains["kernel"] == "file")
        #expect(grains["rack"] == 2)
        #expect(grains["zone"] == "a")
    }

    @Test func `have the expected kinds`() throws {
        let grains = try collect()
        #expect(grains["id"] == "web1")
        #expect(grains["master"] == "salt")
        #expect(grains["kernel"] == "Linux")
        #expect(grains["brineversion"] == .string(brineVersion))
        let texts = [
            "nodename", "localhost", "host", "fqdn", "kernelrelease", "kernelversion", "cpuarch", "init", "shell",
            "path", "virtual", "cwd", "locale", "os", "os_family",
            "osfullname", "osarch",
        ]
        for name in texts {
            #expect(grains[name]?.stringValue?.isEmpty == false, "\(name)")
        }
        for name in ["num_cpus", "mem_total", "pid"] {
            #expect(grains[name]?.intValue ?? 0 > 0, "\(name)")
        }
        for name in ["uid", "gid", "swap_total"] {
            #expect(grains[name]?.intValue ?? -1 >= 0, "\(name)")
        }
        for name in ["cpu_flags", "disks", "ssds", "ipv6", "saltversioninfo"] {
            #expect(grains[name]?.arrayValue != nil, "\(name)")
        }
        for name in ["ip4_interfaces", "ip6_interfaces", "locale_info"] {
            #expect(grains[name]?.mapValue?.isEmpty == false, "\(name)")
        }
        #expect(grains["saltversioninfo"]?.arrayValue?.count == 3)
        // A container may run under numbers without names.
        #expect(grains["username"]?.stringValue == AccountNames.ofUser(geteuid()))
        #expect(grains["groupname"]?.stringValue == AccountNames.ofGroup(getegid()))
        #expect(grains["ipv4"]?.arrayValue?.contains("127.0.0.1") == true)
        #expect(grains["ip_interfaces"]?["lo"]?.arrayValue?.contains("127.0.0.1") == true)
        #expect(grains["hwaddr_interfaces"]?["lo"] == "00:00:00:00:00:00")
    }

    @Test func `stand under text keys, each once`() throws {
        let names = try collect().keys.compactMap(\.stringValue)
        #expect(Set(names).count == names.count)
        #expect(try names.count == collect().count)
    }

    @Test func `are replaced and added to by the configuration`() throws {
        let grains = try collect(extra: ["os": "Other", "roles": ["web", "db"]])
        #expect(grains["os"] == "Other")
        #expect(grains["roles"] == ["web", "db"])
        #expect(grains.keys.count { $0 == "os" } == 1)
    }

    @Test func `a name with dots has a domain`() {
        let long = HostName(full: "web1.example.com").grains()
        #expect(long["host"] == "web1")
        #expect(long["domain"] == "example.com")
        #expect(long["fqdn"] == "web1.example.com")
        #expect(HostName(full: "web1").grains()["domain"] == "")
        #expect(HostName(full: "").grains()["host"] == "")
    }

    @Test func `the first process tells the init system where systemd has left no trace`() {
        #expect(InitSystem(hasSystemd: true, firstProcess: "init").name == "systemd")
        #expect(InitSystem(hasSystemd: false, firstProcess: "tini").name == "tini")
        #expect(InitSystem(hasSystemd: false, firstProcess: "docker-init").name == "tini")
        #expect(InitSystem(hasSystemd: false, firstProcess: "sleep").name == "unknown")
        #expect(InitSystem(hasSystemd: false, firstProcess: nil).name == "unknown")
    }

    @Test func `systemd's version is in the name of its library`() {
        #expect(InitSystem.version(inNames: ["libsystemd-core-252.so", "libsystemd-shared-252.so"]) == "252")
        #expect(InitSystem.version(inNames: ["libsystemd-shared-255.4-1ubuntu8.so"]) == "255")
        #expect(InitSystem.version(inNames: ["libsystemd-shared-.so", "systemd"]) == nil)
        var system = InitSystem(hasSystemd: true, firstProcess: nil)
        #expect(system.grains() == ["init": "systemd"])
        system.systemdVersion = "252"
        #expect(system.grains() == ["init": "systemd", "systemd": ["version": "252"]])
    }
}
