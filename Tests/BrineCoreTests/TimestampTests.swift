import BrineCore
import Testing

@Suite struct `Timestamps` {
    private let first = Timestamp(microseconds: .min)
    private let last = Timestamp(microseconds: .max)

    @Test func `are ordered by time, also around the epoch`() {
        let moments = [0, -1, 1, .max, .min].map { Timestamp(microseconds: $0) }
        #expect(moments.sorted().map(\.microseconds) == [.min, -1, 0, 1, .max])
    }

    @Test func `move by durations, cut off to the microsecond`() {
        let moment = Timestamp(microseconds: 1_000_000)
        #expect(moment + .seconds(2) == Timestamp(microseconds: 3_000_000))
        #expect(moment - .milliseconds(1_500) == Timestamp(microseconds: -500_000))
        #expect(moment + .seconds(-1) == Timestamp(microseconds: 0))
        #expect(moment + .nanoseconds(1_999) == Timestamp(microseconds: 1_000_001))
        #expect(moment + .nanoseconds(-1_999) == Timestamp(microseconds: 999_999))
    }

    @Test func `stop at the first and the last moment instead of wrapping round`() {
        #expect(last + .microseconds(1) == last)
        #expect(first - .microseconds(1) == first)
        #expect(first + .microseconds(-1) == first)
        #expect(last - .microseconds(-1) == last)
        #expect(Timestamp(microseconds: 1) + .seconds(Int64.max) == last)
        #expect(Timestamp(microseconds: -1) - .seconds(Int64.max) == first)
        #expect(Timestamp(microseconds: 5) - .seconds(Int64.min) == last)
    }

    @Test func `have a distance however far they are apart`() {
        #expect(Timestamp(microseconds: 5) - Timestamp(microseconds: 2) == .microseconds(3))
        #expect(Timestamp(microseconds: 2) - Timestamp(microseconds: 5) == .microseconds(-3))
        #expect(last - first == .microseconds(Int64.max) + .microseconds(Int64.max) + .microseconds(1))
        #expect(first - last == .zero - (last - first))
        #expect(first + (last - first) == Timestamp(microseconds: -1), "a duration counts up to the largest number")
    }

    @Test func `a duration in whole microseconds is the nearest number there is`() {
        #expect(Duration.microseconds(Int64.max).wholeMicroseconds == .max)
        #expect(Duration.microseconds(Int64.min).wholeMicroseconds == .min)
        #expect((Duration.microseconds(Int64.max) + .microseconds(1)).wholeMicroseconds == .max)
        #expect((Duration.microseconds(Int64.min) - .microseconds(1)).wholeMicroseconds == .min)
        #expect(Duration.seconds(Int64.max).wholeMicroseconds == .max)
        #expect(Duration.seconds(Int64.min).wholeMicroseconds == .min)
        #expect(Duration.nanoseconds(-1).wholeMicroseconds == 0)
        #expect(Duration.milliseconds(1_500).inSeconds == 1.5)
    }

    @Test func `the wall clock is in this century`() throws {
        let bounds = try [2020, 2100]
            .map { year in
                try #require(CivilTime(year: year, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0))
                    .timestamp
            }
        let now = Timestamp.now()
        #expect(bounds[0] < now && now < bounds[1])
    }
}
