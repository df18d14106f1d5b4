import BrineCore
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The time a machine has been up` {
    // 2026-11-22 14:43:46.964916.
    private let now = Timestamp(microseconds: 1_795_358_626_964_916)

    @Test func `is told as Salt tells it`() throws {
        let uptime = try #require(Uptime("183845.50 16427.20\n"))
        #expect(
            uptime.map(now: now, users: 2) == [
                "days": 2, "seconds": 183_845, "since_iso": "2026-11-20T11:39:41.464916", "since_t": 1_795_174_781,
                "time": "3:4", "users": 2,
            ]
        )
    }

    @Test func `may be nothing at all`() throws {
        let map = try #require(Uptime("0")).map(now: now, users: 0)
        #expect(map["time"] == "0:0")
        #expect(map["since_iso"] == "2026-11-22T14:43:46.964916")
    }

    @Test(arguments: ["", "\n", "x", "-1 0", "nan", "inf", "1e300", "99999999999999999999"])
    func `is none where the file does not say it`(text: String) {
        #expect(Uptime(text) == nil)
    }

    @Test func `and the load is three averages or none`() {
        #expect(LoadAverage("2.83 1.58 0.00 4/119 4355\n")?.map == ["1-min": 2.83, "5-min": 1.58, "15-min": 0.0])
        for text in ["", "1 2", "1 2 x", "1 nan 3", "-1 2 3"] {
            #expect(LoadAverage(text) == nil, "\(text)")
        }
    }
}
