import BrineCore
import MessagePack

/// Keys under their headings: the answer of `salt-key`, for people and for programs.
struct KeyListing: Sendable, Hashable {
    /// One heading with its keys.
    struct Section: Sendable, Hashable {
        /// A key's name and what is shown of it.
        typealias Row = (name: String, detail: String)

        fileprivate let group: KeyGroup
        fileprivate let names: [String]
        /// As many as names, or nil where names alone are shown.
        fileprivate let details: [String]?

        /// A section of names alone.
        init(_ group: KeyGroup, names: [String]) {
            self.group = group
            self.names = names
            details = nil
        }

        /// A section that shows something of each key.
        init(_ group: KeyGroup, rows: [Row]) {
            self.group = group
            names = rows.map(\.name)
            details = rows.map(\.detail)
        }
    }

    private let sections: [Section]

    /// A listing of sections, in the order in which people see them.
    init(_ sections: [Section]) {
        self.sections = sections
    }

    /// The names in each of these states, a heading for empty ones too.
    init(_ inventory: KeyInventory, _ states: [KeyState]) {
        sections = states.map { Section(.minions($0), names: inventory.ids($0).map(\.description)) }
    }

    /// Whether there is no heading.
    var isEmpty: Bool { sections.isEmpty }

    /// The lines for people.
    func text(color: Bool) -> String {
        sections.flatMap { $0.lines(color: color) }.joined(separator: "\n")
    }

    /// The document for programs.
    var value: Value {
        let sorted = sections.sorted { $0.group.documentPlace < $1.group.documentPlace }
        return .map(ValueMap(sorted.map { (.string($0.group.name), $0.value) }))
    }
}

extension KeyListing.Section {
    fileprivate func lines(color: Bool) -> [String] {
        let rows = details.map { zip(names, $0).map { "\($0):  \($1)" } } ?? names
        guard color else { return [group.title] + rows }
        let (bright, plain, end) = ("\u{1b}[0;1;\(group.colorCode)m", "\u{1b}[0;\(group.colorCode)m", "\u{1b}[0;0m")
        return [bright + group.title + end] + rows.map { plain + $0 + end }
    }

    fileprivate var value: Value {
        guard let details else { return .array(names.map { .string($0) }) }
        return .map(ValueMap(zip(names, details).map { (.string($0), .string($1)) }))
    }
}
