/// Whether output is coloured, as `--no-color` and `--force-color` have it.
enum ColorChoice: Sendable, Hashable {
    /// On a terminal alone.
    case automatic
    /// Never: `--no-color`.
    case never
    /// In files and pipes too: `--force-color`.
    case always

    /// What the two options mean together; `--no-color` wins, for plain text can be read everywhere.
    init(noColor: Bool, forceColor: Bool) {
        self = noColor ? .never : forceColor ? .always : .automatic
    }

    /// Whether to colour what goes to a terminal or elsewhere.
    func isColored(onTerminal: Bool) -> Bool {
        switch self {
        case .automatic: onTerminal
        case .never: false
        case .always: true
        }
    }
}
