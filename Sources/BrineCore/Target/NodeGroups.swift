public import MessagePack

/// The master's nodegroups: names for compound targets.
public struct NodeGroups: Sendable, Hashable {
    /// What a name stands for.
    public enum Group: Sendable, Hashable {
        /// A compound target.
        case text(String)
        /// The same as a list of its words, each of which may hold spaces.
        case words([String])
    }

    private var groups: [String: Group] = [:]
    /// Where they are configured, for messages.
    public var source: String

    /// No nodegroups.
    public init(source: String = "the master's configuration") {
        self.source = source
    }

    /// The nodegroups of a map of names to texts or lists of texts; nil where it is none.
    public init?(_ map: ValueMap, source: String = "the master's configuration") {
        self.source = source
        for entry in map.entries {
            guard let name = entry.key.stringValue else { return nil }
            switch entry.value {
            case .string(let text): groups[name] = .text(text)
            case .array(let words):
                let texts = words.compactMap(\.stringValue)
                guard texts.count == words.count else { return nil }
                groups[name] = .words(texts)
            default: return nil
            }
        }
    }

    /// What a name stands for, or nil where there is no such nodegroup.
    public subscript(name: String) -> Group? { groups[name] }

    /// What is wrong with them: mistakes in their texts, names of nodegroups that are not there, and loops.
    public var problems: [TargetError] {
        var problems: [TargetError] = []
        for name in groups.keys.sorted() {
            var parser = CompoundParser(self)
            do {
                _ = try parser.group(name, at: .column(1))
            } catch {
                if !problems.contains(error) { problems.append(error) }
            }
        }
        return problems
    }

    /// The mistake of naming a nodegroup that is not there.
    func unknown(_ name: String, at place: TargetError.Place, in group: String?) -> TargetError {
        guard group == nil else {
            return TargetError(place, expected: "a nodegroup", found: TargetError.quoted(name))
        }
        return TargetError(place, expected: "", found: "Node group \(name) unavailable in \(source)")
    }
}
