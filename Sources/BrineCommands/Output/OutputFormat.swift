/// How an answer is printed: what `--out` chooses among.
enum OutputFormat: String, CaseIterable, Sendable {
    /// Indented keys and values for people to read; the default.
    case nested
    /// One JSON document for each answer.
    case json
    /// One block-style YAML document for each answer.
    case yaml
    /// `id: text`, a line for each line of the text.
    case txt
    /// A Python literal on one line, entries in the order in which they came.
    case raw
    /// A Python literal, entries sorted, broken over lines where it is long.
    case pprint
    /// The values alone, one a line.
    case newlineValuesOnly = "newline_values_only"
    /// Maps as the rows of a table.
    case table
    /// Nothing: the exit code alone tells.
    case quiet

    /// The format that `--out` names, or nil where there is none of that name; `text` is another name of `txt`.
    init?(name: String) {
        self.init(rawValue: name == "text" ? "txt" : name)
    }

    /// The names that `--out` takes, for usage and error texts.
    static var knownNames: [String] { allCases.map(\.rawValue) }
}
