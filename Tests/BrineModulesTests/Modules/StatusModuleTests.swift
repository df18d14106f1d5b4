import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@Suite struct `The module status` {
    private func map(_ function: String, _ arguments: Value...) async throws -> ValueMap {
        let result: FunctionResult
        switch arguments.first {
        case nil: result = try await call(function)
        case let argument?: result = try await call(function, argument)
        }
        #expect(result.success, "\(result.text)")
        return try #require(result.value.mapValue)
    }

    @Test func `uptime tells since when`() async throws {
        let uptime = try await map("status.uptime")
        let seconds = try #require(uptime["seconds"]?.intValue)
        let since = try #require(uptime["since_t"]?.intValue)
        #expect(seconds > 0)
        #expect(abs(since + seconds - Timestamp.now().microseconds / 1_000_000) < 60)
        #expect(uptime["days"]?.intValue == seconds / 86_400)
        #expect(uptime["since_iso"]?.stringValue?.utf8.count == "2026-11-22T14:43:46.964916".utf8.count)
        #expect(uptime["users"]?.intValue ?? -1 >= 0)
    }

    @Test func `loadavg has three averages`() async throws {
        let load = try await map("status.loadavg")
        #expect(load.keys == ["1-min", "5-min", "15-min"])
        #expect(load.entries.allSatisfy { $0.value.doubleValue ?? -1 >= 0 })
    }

    @Test func `meminfo has the memory's size`() async throws {
        let total = try #require(try await map("status.meminfo")["MemTotal"])
        #expect(total["unit"] == "kB")
        #expect(total["value"]?.stringValue.flatMap { Int($0) } ?? 0 > 0)
    }

    @Test func `cpuinfo, cpustats and vmstats have what every machine has`() async throws {
        #expect(try await map("status.cpuinfo").isEmpty == false)
        #expect(try await map("status.cpustats")["cpu"]?["user"]?.intValue ?? -1 >= 0)
        #expect(try await map("status.cpustats")["btime"]?.intValue ?? 0 > 0)
        #expect(try await map("status.vmstats")["nr_free_pages"]?.intValue ?? -1 >= 0)
    }

    @Test func `diskstats has a row for each device`() async throws {
        for entry in try await map("status.diskstats").entries {
            #expect(entry.value["device"] == entry.key)
            #expect(entry.value["reads_issued"]?.intValue != nil)
        }
    }

    @Test func `netdev and netstats count bytes and packets`() async throws {
        let loopback = try #require(try await map("status.netdev")["lo"])
        #expect(loopback["iface"] == "lo")
        #expect(loopback["rx_bytes"]?.intValue ?? -1 >= 0)
        #expect(loopback["tx_packets"]?.intValue ?? -1 >= 0)
        #expect(try await map("status.netstats")["TcpExt"]?.mapValue?.isEmpty == false)
    }

    @Test func `diskusage has the root with its sizes, and no path that is not there`() async throws {
        let root = try #require(try await map("status.diskusage")["/"])
        let total = try #require(root["total"]?.intValue)
        #expect(total > 0)
        #expect(root["available"]?.intValue.map { (0...total).contains($0) } == true)
        #expect(try await map("status.diskusage", "/").keys == ["/"])
        #expect(try await map("status.diskusage", "/no/such") == [:])
        #expect(try await map("status.diskusage", "proc")["/proc"] == ["available": 0, "total": 0])
        #expect(try await call("status.diskusage", 5).text.contains("found an integer: 5"))
    }

    @Test func `procs has this process with its user`() async throws {
        let own = try #require(try await map("status.procs")[String(getpid())])
        #expect(own["cmd"]?.stringValue?.isEmpty == false)
        #expect(own["user"]?.stringValue?.isEmpty == false)
    }

    @Test func `pid finds a process by its command line, a line each, and not the one that asks`() async throws {
        let first = try #require(try await map("status.procs")["1"]?["cmd"]?.stringValue)
        let word = try #require(first.split(separator: " ").first)
        let name = word.unicodeScalars.map { $0.properties.isAlphabetic ? String($0) : "." }.joined()
        let found = try await call("status.pid", .string(name)).text
        #expect(found.split(separator: "\n").contains("1"))
        #expect(try await call("status.pid", "no such process, [0-9]{77}").value == "")
        let everything = try await call("status.pid", "").text
        #expect(!everything.split(separator: "\n").contains(Substring(String(getpid()))))
        let wrong = try await call("status.pid", "(")
        #expect(wrong.text.contains("sig must be a regular expression of at most 1024 bytes, found a text: ("))
        #expect(wrong.retcode == 1)
    }

    @Test func `nproc and version are those of the kernel`() async throws {
        #expect(try await call("status.nproc").value.intValue ?? 0 > 0)
        #expect(try await call("status.version").text.hasPrefix("Linux version "))
    }

    @Test func `time is written as the format says`() async throws {
        let year = try await call("status.time", "%Y").text
        #expect(Int(year) ?? 0 >= 2_024)
        #expect(try await call("status.time", "").value == "")
        #expect(try await call("status.time", "100%%").value == "100%")
        #expect(try await call("status.time", "%%f %f").text.count == "%f 000000".count)
        #expect(try await call("status.time", "a\u{0}b").retcode == 1)
        #expect(try await call("status.time").text.contains(year))
        let long = try await call("status.time", .string(String(repeating: "%A", count: 5_000)))
        #expect(long.text.contains("format must be a format whose text has at most 4 KiB"))
    }

    @Test func `w is a list of logins`() async throws {
        let logins = try #require(try await call("status.w").value.arrayValue)
        #expect(logins.allSatisfy { $0["user"]?.stringValue?.isEmpty == false })
    }

    @Test func `all_status has them under their names, as Salt chose them`() async throws {
        let all = try await map("status.all_status")
        #expect(
            Set(all.keys) == [
                "cpuinfo", "cpustats", "diskstats", "diskusage", "loadavg", "meminfo", "netdev", "netstats", "uptime",
                "vmstats", "w",
            ]
        )
        #expect(all["uptime"]?["seconds"]?.intValue ?? 0 > 0)
        #expect(all["diskusage"]?["/"] != nil)
    }
}
