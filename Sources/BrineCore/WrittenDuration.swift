extension Duration {
    /// The duration that a text writes: a number of seconds, or one of minutes, hours or days, as in `90`, `90s`, `10m`, `2h` or
    /// `1.5d`; nil where it is none.
    public init?(written text: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        // Above a thousand years nobody means it, and the seconds must fit.
        guard let number = Double(unit == nil ? text : String(text.dropLast())), abs(number) < 1e10 else { return nil }
        self = .seconds(number * (unit ?? 1))
    }
}
