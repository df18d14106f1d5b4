/// Prints what `salt-key` has to say: lines under headings, or one document where `--out` asks for a form.
struct KeyPrinter: Sendable {
    private let answers: AnswerPrinter
    private let isDocument: Bool
    private let isQuiet: Bool

    /// A printer.
    ///
    /// - Parameters:
    ///   - answers: Where to, and in which form.
    ///   - isDocument: Whether the form was asked for.
    ///   - isQuiet: Whether nothing is told of changes (`--quiet`); what was asked for is shown all the same.
    init(_ answers: AnswerPrinter, isDocument: Bool, isQuiet: Bool = false) {
        self.answers = answers
        self.isDocument = isDocument
        self.isQuiet = isQuiet
    }

    /// Prints the answer to a question.
    ///
    /// - Parameters:
    ///   - listing: The keys.
    ///   - otherwise: The line for people where there are none.
    /// - Throws: ``ConsoleError`` where it cannot be written.
    func show(_ listing: KeyListing, otherwise: String = "") throws {
        if isDocument {
            try answers.print(listing.value)
        } else {
            try answers.console.writeAnswer(listing.isEmpty ? otherwise : listing.text(color: answers.renderer.color))
        }
    }

    /// Prints lines about a change, made by whether they are coloured; no document has room for them.
    ///
    /// - Throws: ``ConsoleError`` where they cannot be written.
    func tell(_ lines: (_ color: Bool) -> String) throws {
        guard !isDocument, !isQuiet else { return }
        try answers.print(line: lines(answers.renderer.color))
    }

    /// Prints the document about a change, which stands for all its lines.
    ///
    /// - Throws: ``ConsoleError`` where it cannot be written.
    func conclude(_ listing: KeyListing) throws {
        guard isDocument, !isQuiet else { return }
        try answers.print(listing.value)
    }
}
