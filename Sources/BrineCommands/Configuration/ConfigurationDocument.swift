import BrineFormats
import MessagePack
import Yams

/// The settings that one file's text names, with the lines they stand in, and what is wrong with the text itself.
///
/// What the settings mean is for ``ConfigurationReader``; beyond this type nobody sees Yams' tree.
struct ConfigurationDocument {
    /// One key with its value.
    struct Entry {
        /// The key as written.
        var key: String
        /// The key's line, counted from 1.
        var line: Int
        /// What stands under it.
        var value: ConfiguredValue
    }

    /// The settings, in the order of the file.
    private(set) var entries: [Entry] = []
    /// Broken YAML, or keys given twice.
    private(set) var problems: [ConfigurationProblem] = []

    private let file: String
    private let composer: RepeatedKeyComposer
    /// How many values may still be read.
    ///
    /// Aliases of aliases let a page of YAML stand for more values than memory holds.
    private var budget = 10_000
    private static let maximumDepth = 32

    /// Reads a text; an empty one, or one of comments alone, has no settings.
    init(text: String, file: String) {
        self.file = file
        composer = RepeatedKeyComposer(text)
        do {
            if let root = try composer.compose() { read(root) }
        } catch let error as YamlError {
            problems.append(ConfigurationProblem(YAMLError(error), file: file))
        } catch {
            problems.append(ConfigurationProblem(file: file, text: "broken YAML: \(error)"))
        }
    }

    private mutating func read(_ root: Node) {
        guard let mapping = root.mapping else {
            let found = (try? configured(root))?.found ?? "something else"
            if found != "nothing" {
                problem(line: root.mark?.line, "expected settings, each as `name: value`, found \(found)")
            }
            return
        }
        noteRepetitions(in: mapping)
        for (key, value) in mapping {
            let line = key.mark?.line ?? 1
            guard let name = key.scalar.map({ composer.name(of: $0.string) }) else {
                problem(line: line, "expected a setting's name, found \(key.mapping == nil ? "a list" : "a map")")
                continue
            }
            do {
                entries.append(Entry(key: name, line: line, value: try configured(value)))
            } catch {
                problem(line: line, key: name, error.description)
            }
        }
    }

    private mutating func configured(_ node: Node) throws(Unusable) -> ConfiguredValue {
        ConfiguredValue(value: try value(of: node, depth: 0), text: node.scalar?.string)
    }

    private mutating func value(of node: Node, depth: Int) throws(Unusable) -> Value {
        budget -= 1
        guard budget >= 0 else { throw .values }
        guard depth <= Self.maximumDepth else { throw .depth }
        switch node {
        case .scalar(let scalar):
            return Self.isWord(scalar)
                ? (scalar.string.isEmpty ? .null : PlainScalar.read(scalar.string)) : .string(scalar.string)
        case .sequence(let sequence):
            var elements: [Value] = []
            for element in sequence { elements.append(try value(of: element, depth: depth + 1)) }
            return .array(elements)
        case .mapping(let mapping):
            noteRepetitions(in: mapping)
            var entries: [ValueMap.Entry] = []
            for (key, entry) in mapping {
                // A name stays the text that was written: `no` and `7` are names of grains too.
                guard let name = key.scalar.map({ composer.name(of: $0.string) }) else { throw .name }
                entries.append(ValueMap.Entry(key: .string(name), value: try value(of: entry, depth: depth + 1)))
            }
            return .map(ValueMap(entries: entries))
        case .alias:
            // Composing has put what an alias names in its place.
            return .null
        }
    }

    /// Whether the text stands without quotes and without a tag that makes it a text.
    private static func isWord(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && scalar.tag.description != Tag.Name.str.rawValue
    }

    private mutating func noteRepetitions(in mapping: Node.Mapping) {
        for repetition in composer.repetitions(in: mapping) {
            let lines = repetition.lines.map(String.init).joined(separator: ", ")
            let text = "expected once in a file, found in lines \(lines)"
            let found = ConfigurationProblem(file: file, line: repetition.lines.last, key: repetition.key, text: text)
            if !problems.contains(found) { problems.append(found) }
        }
    }

    private mutating func problem(line: Int?, key: String? = nil, _ text: String) {
        problems.append(ConfigurationProblem(file: file, line: line, key: key, text: text))
    }
}

extension ConfigurationDocument {
    /// A value that no setting has use for.
    private enum Unusable: Error, CustomStringConvertible {
        case values
        case depth
        case name

        var description: String {
            switch self {
            case .values: "expected no more than 10000 values in a file, found more"
            case .depth: "expected lists and maps no deeper than \(maximumDepth), found deeper ones"
            case .name: "expected names in a map, found a list or a map as one"
            }
        }
    }
}
