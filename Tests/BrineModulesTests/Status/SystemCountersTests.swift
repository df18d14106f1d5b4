import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The kernel's counters` {
    @Test func `of processors`() {
        let text = """
            cpu  10 20 30 40 50 60 70 80 90 100
            cpu0 11 21 31 41 51 61 71 81 91 101
            intr 500 1 0 2
            ctxt 123
            softirq 9 4 5
            odd
            """
        #expect(
            SystemCounters.processors(text) == [
                "cpu": [
                    "user": 10, "nice": 20, "system": 30, "idle": 40, "iowait": 50, "irq": 60, "softirq": 70,
                    "steal": 80,
                ],
                "cpu0": 11,
                "intr": ["total": 500, "irqs": [1, 0, 2]],
                "ctxt": 123,
                "softirq": ["total": 9, "softirqs": [4, 5]],
            ]
        )
    }

    @Test func `of processors in an old kernel, which has fewer`() {
        #expect(
            SystemCounters.processors("cpu 1 2 3 4\nintr 5\n") == [
                "cpu": ["user": 1, "nice": 2, "system": 3, "idle": 4], "intr": ["total": 5, "irqs": []],
            ]
        )
    }

    @Test func `of disks, with what newer kernels add passed over and short lines left out`() {
        let text = """
             253       0 vda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
               8       1 7 11 12 13 14 15 16 17 18 19 20 21
               8       2 sda2 1 2 3 4
            """
        let map = SystemCounters.disks(text)
        #expect(map.keys == ["vda", "7"])
        #expect(
            map["vda"] == [
                "major": 253, "minor": 0, "device": "vda", "reads_issued": 1, "reads_merged": 2, "sectors_read": 3,
                "ms_spent_reading": 4, "writes_completed": 5, "writes_merged": 6, "sectors_written": 7,
                "ms_spent_writing": 8, "io_in_progress": 9, "ms_spent_in_io": 10, "weighted_ms_spent_in_io": 11,
            ]
        )
        #expect(map["7"]?["device"] == "7")
    }

    @Test func `of virtual memory`() {
        let map = SystemCounters.virtualMemory("nr_free_pages 5\nodd\npgpgin -1\n")
        #expect(map == ["nr_free_pages": 5, "pgpgin": -1])
    }

    @Test func `of network interfaces, also where no blank follows the colon`() {
        let text = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls
                lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
              eth0:18446744073709551615 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
              bad0: 1 2 3
            """
        let map = SystemCounters.networkDevices(text)
        #expect(map.keys == ["lo", "eth0"])
        #expect(
            map["lo"] == [
                "rx_bytes": 1, "rx_packets": 2, "rx_errs": 3, "rx_drop": 4, "rx_fifo": 5, "rx_frame": 6,
                "rx_compressed": 7, "rx_multicast": 8, "tx_bytes": 9, "tx_packets": 10, "tx_errs": 11, "tx_drop": 12,
                "tx_fifo": 13, "tx_colls": 14, "tx_carrier": 15, "tx_compressed": 16, "iface": "lo",
            ]
        )
        #expect(map["eth0"]?["rx_bytes"] == .uint(.max))
    }

    @Test func `of protocols, whose names stand a line above`() {
        let text = """
            TcpExt: SyncookiesSent SyncookiesRecv Last
            TcpExt: 1 2 3
            IpExt: InNoRoutes
            Other: A B
            Other: 4
            """
        #expect(
            SystemCounters.protocols(text) == [
                "TcpExt": ["SyncookiesSent": 1, "SyncookiesRecv": 2, "Last": 3], "Other": ["A": 4],
            ]
        )
    }
}
