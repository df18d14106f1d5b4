import BrineFormats
import MessagePack

/// Turns an answer into the text that is printed: the one place where an output format meets its renderer.
///
/// Every renderer is a pure function of the value. Binary data is shown as the text that its bytes spell in UTF-8, with
/// U+FFFD for what spells none; an extension value as its type and its bytes in hex. Where a key stands twice in a map
/// the last one is shown, as looking it up would find.
struct ValueRenderer: Sendable {
    /// Which format is printed.
    var format: OutputFormat = .nested
    /// How many spaces each level of JSON or YAML goes in, 4 and 2 where there is no number; a negative one puts the whole
    /// document on one line.
    var indent: Int?
    /// Whether the nested format is coloured.
    var color = false
    /// Whether a terminal shows the text: what it would act on is left out of every format then.
    ///
    /// The nested and table formats, which are for people, leave it out everywhere.
    var isForTerminal = false

    /// The text of an answer, with no white space at its end.
    ///
    /// Empty where the format shows nothing for the value, as the nested format does for an empty map.
    ///
    /// - Parameters:
    ///   - value: The answer.
    ///   - failed: Whether it tells of a failure, which colours the nested format's keys red.
    /// - Returns: The lines, joined by newlines.
    func render(_ value: Value, failed: Bool = false) -> String {
        let text =
            switch format {
            case .nested: NestedRenderer(color: color, failed: failed).render(value)
            case .json: JSONRenderer(indent: (indent ?? 4) < 0 ? nil : indent ?? 4).render(value)
            case .yaml: YAMLRenderer(indent: (indent ?? 2) < 0 ? nil : indent ?? 2).render(value)
            case .txt: LabelledLinesRenderer().render(value)
            case .raw: PythonLiteral.text(of: value)
            case .pprint: WrappedLiteralRenderer().render(value)
            case .newlineValuesOnly: ValuesOnlyRenderer().render(value)
            case .table: TableRenderer().render(value)
            case .quiet: ""
            }
        let shown = isForTerminal && (format == .txt || format == .newlineValuesOnly) ? text.terminalSafeLines : text
        return shown.withoutTrailingWhitespace
    }
}
