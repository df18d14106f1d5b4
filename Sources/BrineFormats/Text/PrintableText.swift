extension String {
    /// The text on one line, without what a terminal would act on, and no longer than a line of a message bears.
    ///
    /// Keys and values of a file are repeated in messages, and nobody has checked them.
    package var printable: String {
        let shown = unicodeScalars.prefix(200)
        let escaped = shown.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: scalar.escaped(asASCII: true)
            default: String(scalar)
            }
        }
        return escaped.joined() + (shown.endIndex == unicodeScalars.endIndex ? "" : "...")
    }
}
