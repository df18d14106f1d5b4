import Glibc

/// A question to whoever typed the command.
struct Confirmation {
    private let descriptor: Int32
    private let readAnswer: () -> String?
    /// Whether what is shown is coloured.
    let isColored: Bool

    /// A question.
    ///
    /// - Parameters:
    ///   - descriptor: Where it is shown.
    ///   - color: Whether it is coloured there.
    ///   - readAnswer: Gives the line that was typed, or nil at the input's end; by default from standard input,
    ///     whether that is a terminal or not.
    init(on descriptor: Int32, color: ColorChoice, readAnswer: @escaping () -> String? = { readLine() }) {
        self.descriptor = descriptor
        isColored = color.isColored(onTerminal: isatty(descriptor) == 1)
        self.readAnswer = readAnswer
    }

    /// Shows some lines and a question behind them, and waits for the answer.
    ///
    /// - Returns: the answer without blanks around it, or nil where there was none.
    /// - Throws: ``ConsoleError`` where the question cannot be shown.
    func ask(_ lines: String, _ question: String) throws(ConsoleError) -> String? {
        try write(lines + "\n" + question)
        guard let answer = readAnswer() else {
            // Nobody ended the question's line, so what follows would be written behind it.
            try write("\n")
            return nil
        }
        return answer.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Writes with no end of line: an answer is typed behind its question.
    private func write(_ text: String) throws(ConsoleError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else {
                throw errno == EPIPE ? .readerGone : .cannotWrite(reason: ConsoleError.reason(errno))
            }
            rest = rest.dropFirst(written)
        }
    }
}
