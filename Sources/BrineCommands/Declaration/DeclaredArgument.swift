import MessagePack

/// What a command declares of an option, a flag or a word: what help, completion and the manual page are made of.
struct DeclaredArgument: Sendable, Hashable {
    /// What it looks like on the command line.
    enum Kind: String, Sendable {
        /// A name alone.
        case flag
        /// A name with a value.
        case option
        /// A word without a name.
        case positional
    }

    /// What its value can be completed to.
    enum Completion: Sendable, Hashable {
        /// Whatever the command finds out (``BrineCommand/candidates(for:in:)``), if anything.
        case found
        /// One of these words.
        case list([String])
        /// A file.
        case file
        /// A folder.
        case directory
    }

    let kind: Kind
    /// Its names with their dashes, in the order in which they are declared; none for a word.
    let names: [String]
    /// What its value is called; of a word its only name.
    let valueName: String
    /// The title of its group; empty where it has none.
    let section: String
    /// Whether it may be given more than once.
    let isRepeating: Bool
    /// Whether it is told of.
    let isShown: Bool
    /// What it does.
    let summary: String
    /// The values that it takes; empty where that is not known.
    let values: [String]
    /// What it is where it is not given; empty where that is nothing.
    let defaultValue: String
    let completion: Completion

    /// Its longest name: the one to be shown where one is.
    var longestName: String { names.first { $0.hasPrefix("--") } ?? names.first ?? valueName }

    /// The argument of one entry of the parser's declarations, or nil where it is none.
    init?(_ entry: Value) {
        guard let kind = entry["kind"]?.stringValue.flatMap(Kind.init) else { return nil }
        func text(_ key: String) -> String { entry[key]?.stringValue ?? "" }
        self.kind = kind
        names = (entry["names"]?.arrayValue ?? []).compactMap(Self.name)
        valueName = text("valueName")
        section = text("sectionTitle")
        isRepeating = entry["isRepeating"]?.boolValue ?? false
        isShown = entry["shouldDisplay"]?.boolValue ?? true
        summary = text("abstract")
        values = (entry["allValues"]?.arrayValue ?? []).compactMap(\.stringValue)
        defaultValue = text("defaultValue")
        completion = Self.completion(entry["completionKind"], values)
    }

    private static func name(_ entry: Value) -> String? {
        guard let name = entry["name"]?.stringValue else { return nil }
        return entry["kind"] == "long" ? "--\(name)" : "-\(name)"
    }

    private static func completion(_ kind: Value?, _ values: [String]) -> Completion {
        if kind?["file"] != nil { return .file }
        if kind?["directory"] != nil { return .directory }
        let words = (kind?["list"]?["values"]?.arrayValue ?? []).compactMap(\.stringValue)
        let known = words.isEmpty ? values : words
        return known.isEmpty ? .found : .list(known)
    }
}
