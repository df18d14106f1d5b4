import BrineCore
import Testing

@Suite struct `A duration as people write it` {
    @Test(arguments: [
        ("90", Duration.seconds(90)), ("90s", .seconds(90)), ("10m", .seconds(600)), ("2h", .seconds(7_200)),
        ("1.5d", .seconds(129_600)), ("0.25", .milliseconds(250)), ("-1", .seconds(-1)),
    ])
    func `is a number of seconds, or of the unit behind it`(text: String, duration: Duration) {
        #expect(Duration(written: text) == duration)
    }

    @Test(arguments: ["", "s", "2w", "1h30m", "soon", "nan", "inf", "1e300", "2 h"])
    func `is nothing else`(text: String) {
        #expect(Duration(written: text) == nil)
    }
}
