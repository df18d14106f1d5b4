/// How Python, and what is modelled on it, writes a number with a fraction.
package enum NumberText {
    /// The shortest digits that read back as the same number: `1.5`, `1e+16`, `inf`, `nan`.
    package static func literal(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
        let text = number.description
        // From 1e16 on Python writes an exponent; Swift goes on to 2^54 with all digits.
        guard number.magnitude >= 1e16, !text.contains("e") else { return text }
        return withExponent(text)
    }

    /// As JSON that Python wrote has it: `NaN`, `Infinity` and `-Infinity` for what JSON has no word for.
    static func json(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity" }
        return literal(number)
    }

    /// As YAML has it: `.nan`, `.inf` and `-.inf`, and always with a point, without which `1e+16` would read as a text.
    static func yaml(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? ".nan" : number < 0 ? "-.inf" : ".inf" }
        let text = literal(number)
        guard !text.contains("."), let exponent = text.firstIndex(of: "e") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    /// `12000000000000000.0` as `1.2e+16`.
    private static func withExponent(_ text: String) -> String {
        let sign = text.hasPrefix("-") ? "-" : ""
        let digits = text.drop { $0 == "-" }.prefix { $0 != "." }
        var significant = digits
        while significant.count > 1, significant.last == "0" { significant.removeLast() }
        let fraction = significant.dropFirst()
        return "\(sign)\(significant.prefix(1))\(fraction.isEmpty ? "" : ".\(fraction)")e+\(digits.count - 1)"
    }
}
