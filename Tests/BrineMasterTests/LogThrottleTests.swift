import Testing

@testable import BrineMaster

@Suite struct `Keeping the log readable` {
    @Test func `the first time has a line, the next one stands for all since`() {
        var throttle = LogThrottle(interval: .seconds(60))
        #expect(throttle.count("a", at: at(0)) == 1)
        #expect(throttle.count("a", at: at(1)) == nil)
        #expect(throttle.count("a", at: at(59.999)) == nil)
        #expect(throttle.count("a", at: at(60)) == 3)
        #expect(throttle.count("a", at: at(61)) == nil)
        #expect(throttle.count("a", at: at(1_000)) == 2)
    }

    @Test func `subjects do not silence each other`() {
        var throttle = LogThrottle(interval: .seconds(60))
        #expect(throttle.count("a", at: at(0)) == 1)
        #expect(throttle.count("b", at: at(0)) == 1)
        #expect(throttle.count("a", at: at(1)) == nil)
    }

    @Test func `too many subjects are one`() {
        var throttle = LogThrottle(interval: .seconds(60))
        for number in 0..<LogThrottle.limit { #expect(throttle.count("\(number)", at: at(0)) == 1) }
        #expect(throttle.count("one more", at: at(0)) == 1)
        #expect(throttle.count("and another", at: at(0)) == nil)
        #expect(throttle.count("0", at: at(0)) == nil)
    }

    @Test func `old subjects make room for new ones`() {
        var throttle = LogThrottle(interval: .seconds(60))
        for number in 0...LogThrottle.limit { _ = throttle.count("\(number)", at: at(0)) }
        #expect(throttle.count("later", at: at(61)) == 1)
        #expect(throttle.count("another", at: at(61)) == 1)
        #expect(throttle.count("later", at: at(62)) == nil)
    }
}
