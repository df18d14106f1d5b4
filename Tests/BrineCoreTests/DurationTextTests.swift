import BrineCore
import Testing

@Suite struct `A duration as a text` {
    @Test(
        arguments: [
            (.zero, "0"), (.seconds(1), "1"), (.seconds(30), "30"), (.milliseconds(1_500), "1.5"),
            (.milliseconds(1), "0.001"), (.milliseconds(100), "0.1"), (.milliseconds(90_500), "90.5"),
            (.seconds(315_360_000), "315360000"), (.milliseconds(-2_500), "-2.5"),
        ] as [(Duration, String)]
    )
    func `is in seconds, without a point where they are whole`(duration: Duration, text: String) {
        #expect(duration.secondsText == text)
    }
}
