extension String {
    /// The lines of the text, as Python's `splitlines()` tells them apart; none for an empty text.
    ///
    /// Linear.
    var printedLines: [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var lineIsOpen = false
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            defer { previous = scalar }
            if scalar == "\n", previous == "\r" { continue }
            guard scalar.endsLine else {
                line.append(scalar)
                lineIsOpen = true
                continue
            }
            lines.append(String(line))
            line = String.UnicodeScalarView()
            lineIsOpen = false
        }
        if lineIsOpen { lines.append(String(line)) }
        return lines
    }

    /// The text with a question mark for each control character but the tab.
    ///
    /// What a minion answers must not move the cursor or recolour the terminal of whoever reads it.
    var terminalSafe: String {
        guard unicodeScalars.contains(where: \.steersTerminal) else { return self }
        var safe = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            safe.append(scalar.steersTerminal ? "?" : scalar)
        }
        return String(safe)
    }

    /// The text with a question mark for each control character but the tab and the newline.
    var terminalSafeLines: String {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String(Substring($0)).terminalSafe }
            .joined(separator: "\n")
    }

    /// The text without the spaces, tabs and line ends at its end.
    var withoutTrailingWhitespace: String {
        let scalars = unicodeScalars
        guard let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(scalars[...last])
    }
}

extension Unicode.Scalar {
    /// Whether Python's `splitlines()` ends a line here.
    fileprivate var endsLine: Bool {
        switch value {
        case 0x0a...0x0d, 0x1c...0x1e, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Whether a terminal may obey the character rather than show it.
    fileprivate var steersTerminal: Bool {
        value != 0x09 && (value < 0x20 || (0x7f...0x9f).contains(value))
    }
}
