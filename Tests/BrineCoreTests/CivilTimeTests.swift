import BrineCore
import Testing

@Suite struct `Civil time` {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000+00:00"),
        (-1, "1969-12-31T23:59:59.999999+00:00"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000000+00:00"),
        (951_868_799_999_999, "2000-02-29T23:59:59.999999+00:00"),
        (951_868_800_000_000, "2000-03-01T00:00:00.000000+00:00"),
        (4_107_542_399_000_000, "2100-02-28T23:59:59.000000+00:00"),
        (4_107_542_400_000_000, "2100-03-01T00:00:00.000000+00:00"),
        (1_795_358_626_964_916, "2026-11-22T14:43:46.964916+00:00"),
        (253_402_300_799_999_999, "9999-12-31T23:59:59.999999+00:00"),
        (-62_167_219_200_000_000, "0000-01-01T00:00:00.000000+00:00"),
    ])
    func `a moment has its date and time of day, and they name the moment`(microseconds: Int64, text: String) {
        let time = CivilTime(Timestamp(microseconds: microseconds))
        #expect(time.isoText == text)
        #expect(time.timestamp.microseconds == microseconds)
    }

    @Test func `the calendar is walked day by day without a gap from 1890 to 2110`() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = (year: 1890, month: 1, day: 1)
        let start = try #require(
            CivilTime(year: 1890, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0)
        )
        for index in 0..<80_350 {
            let day = CivilTime(start.timestamp + .seconds(86_400 * index))
            try #require((day.year, day.month, day.day) == expected, "day \(index)")
            try #require((day.hour, day.minute, day.second, day.microsecond) == (0, 0, 0, 0), "day \(index)")
            let year = expected.year
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            expected.day += 1
            if expected.day > lengths[expected.month - 1] + (expected.month == 2 && isLeap ? 1 : 0) {
                expected = (year, expected.month + 1, 1)
            }
            if expected.month > 12 { expected = (year + 1, 1, 1) }
        }
        #expect(expected.year == 2109)
    }

    @Test(arguments: [Int64.min, .min + 1, .max - 1, .max])
    func `the outermost moments have a date too, and it names them`(microseconds: Int64) {
        #expect(CivilTime(Timestamp(microseconds: microseconds)).timestamp.microseconds == microseconds)
    }

    @Test(arguments: [
        [1900, 2, 29, 0, 0, 0, 0], [2023, 2, 29, 0, 0, 0, 0], [2024, 2, 30, 0, 0, 0, 0], [2024, 4, 31, 0, 0, 0, 0],
        [2024, 0, 1, 0, 0, 0, 0], [2024, 13, 1, 0, 0, 0, 0], [2024, 1, 0, 0, 0, 0, 0], [2024, 1, 32, 0, 0, 0, 0],
        [2024, 1, 1, 24, 0, 0, 0], [2024, 1, 1, 0, 60, 0, 0], [2024, 1, 1, 0, 0, 60, 0],
        [2024, 1, 1, 0, 0, 0, 1_000_000], [2024, 1, 1, -1, 0, 0, 0], [2024, 1, 1, 0, 0, 0, -1],
        [10_000, 1, 1, 0, 0, 0, 0], [-1, 1, 1, 0, 0, 0, 0], [.max, .max, .max, .max, .max, .max, .max],
        [.min, .min, .min, .min, .min, .min, .min],
    ])
    func `a date or time of day that does not exist is refused`(parts: [Int]) {
        #expect(time(parts) == nil)
    }

    @Test func `leap days exist every four years, not at the centuries, and yet every four centuries`() {
        let years = [1896, 1900, 1904, 2000, 2024, 2100, 2400].filter { time([$0, 2, 29, 0, 0, 0, 0]) != nil }
        #expect(years == [1896, 1904, 2000, 2024, 2400])
    }

    @Test func `the runners' text is Salt's`() {
        let moment = Timestamp(microseconds: 1_795_358_626_964_916)
        #expect(CivilTime(moment).runnerText == "2026, Nov 22 14:43:46.964916")
        #expect(CivilTime(Timestamp(microseconds: 0)).runnerText == "1970, Jan 01 00:00:00.000000")
    }

    private func time(_ parts: [Int]) -> CivilTime? {
        CivilTime(
            year: parts[0],
            month: parts[1],
            day: parts[2],
            hour: parts[3],
            minute: parts[4],
            second: parts[5],
            microsecond: parts[6]
        )
    }
}
