internal import BrineCore
internal import BrineStore
internal import MessagePack

/// The arguments by which jobs are searched, read into a query.
enum JobSearchArguments {
    /// How many jobs one answer has at the most.
    static let longestList = 50_000
    /// How many globs one argument has at the most.
    static let mostGlobs = 100

    static let source = Parameter.optional(
        "ext_source",
        .text,
        "Where the jobs are kept: local_cache, the master's own store, is all there is."
    )
    static let outputter = Parameter.optional("outputter", .text, "How salt-run shows the answer; --out comes first.")
    static let progress = Parameter.optional(
        "display_progress",
        .boolean,
        default: false,
        "Changes nothing: the answer comes in one piece."
    )

    /// Throws where a call names another place to look for jobs.
    static func checkSource(_ arguments: BoundArguments) throws(ArgumentError) {
        guard let source = try arguments.optionalString("ext_source"), source != "local_cache" else { return }
        throw .wrongValue(parameter: "ext_source", expected: "local_cache", found: "'\(source)'")
    }

    /// The globs of a parameter: a text with commas between them, or a list.
    static func globs(_ name: String, _ arguments: BoundArguments) throws(ArgumentError) -> [String] {
        let value = try arguments.value(name)
        let elements: [Value]
        switch value {
        case .null: return []
        case .string(let text): elements = text.split(separator: ",").map { .string(trimmed($0)) }
        case .array(let list): elements = list
        default: elements = [value]
        }
        guard elements.count <= mostGlobs else {
            throw .wrongValue(parameter: name, expected: "at most \(mostGlobs) patterns", found: "\(elements.count)")
        }
        var globs: [String] = []
        for element in elements {
            // An id of digits is read as a number.
            guard let text = element.stringValue ?? element.intValue.map(String.init) else {
                throw .wrongValue(parameter: name, expected: "patterns", found: element.foundText)
            }
            guard text.utf8.count <= Glob.maximumLength else {
                throw .wrongValue(
                    parameter: name,
                    expected: "patterns of at most \(Glob.maximumLength) bytes",
                    found: "one of \(text.utf8.count)"
                )
            }
            globs.append(text)
        }
        return globs
    }

    /// The moment that a parameter names, or nil where it is `null`.
    static func moment(_ name: String, _ arguments: BoundArguments) throws(ArgumentError) -> Timestamp? {
        let value = try arguments.value(name)
        if value == .null { return nil }
        let text: String? =
            switch value {
            case .int, .uint, .double: value.argumentText
            default: value.stringValue
            }
        guard let time = text.flatMap({ WrittenTime($0) }) else {
            throw .wrongValue(parameter: name, expected: WrittenTime.expectation, found: value.foundText)
        }
        return time.moment
    }

    /// The jid of a parameter, or nil where it is `null`.
    static func jid(_ name: String, _ arguments: BoundArguments) throws(ArgumentError) -> JobID? {
        guard let text = try arguments.optionalString(name) else { return nil }
        guard let jid = JobID(text) else {
            throw .wrongValue(parameter: name, expected: "a jid of twenty digits", found: "'\(text)'")
        }
        return jid
    }

    /// How many jobs a parameter asks for, or nil where it is `null`.
    static func count(_ name: String, _ arguments: BoundArguments) throws(ArgumentError) -> Int? {
        guard try arguments.value(name) != .null else { return nil }
        let number = try arguments.int(name)
        guard (1...Int64(longestList)).contains(number) else {
            throw .wrongValue(parameter: name, expected: "1 to \(longestList)", found: "\(number)")
        }
        return Int(number)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
