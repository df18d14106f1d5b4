internal import BrineCore
internal import BrineFormats
internal import MessagePack

/// How an entry stands in a history's file: a line of JSON.
extension Entry {
    /// The line, without its end.
    var line: String { JSONRenderer(indent: nil).render(value) }

    /// Reads a line.
    ///
    /// - Throws: ``HistoryError`` where it is no entry.
    init(line: some StringProtocol) throws {
        let value = try JSONReader.read(Array(line.utf8), limits: JSONReader.usualLimits)
        let fields = Fields(value, of: String(line))
        let at = Duration.milliseconds(try fields.number("at"))
        self.init(at: at, act: try Act(fields, at: at))
    }

    private var value: Value {
        var map = ValueMap()
        map.set("at", .int(Int64(at.milliseconds)))
        act.write(to: &map)
        return .map(map)
    }
}

/// A line of a history is none.
struct HistoryError: Error, CustomStringConvertible {
    let description: String
}

extension ValueMap {
    mutating func set(_ key: String, _ value: Value?) {
        if let value { entries.append(Entry(key: .string(key), value: value)) }
    }

    mutating func set(_ key: String, _ number: Int?) { set(key, number.map { .int(Int64($0)) }) }
    mutating func set(_ key: String, _ text: String?) { set(key, text.map { .string($0) }) }
    mutating func set(_ key: String, _ texts: [String]) { set(key, .array(texts.map { .string($0) })) }
}

/// A map's fields by name, with a clear error for what is missing.
struct Fields {
    let value: Value
    private let line: String

    init(_ value: Value, of line: String) {
        self.value = value
        self.line = line
    }

    func number(_ key: String) throws -> Int {
        guard let number = value[key]?.intValue else { throw missing("a number", key) }
        return Int(number)
    }

    func text(_ key: String) throws -> String {
        guard let text = value[key]?.stringValue else { throw missing("a text", key) }
        return text
    }

    func word<Word: RawRepresentable<String>>(_ key: String) throws -> Word {
        guard let word = Word(rawValue: try text(key)) else { throw missing("a \(Word.self)", key) }
        return word
    }

    func optionalNumber(_ key: String) -> Int? { value[key]?.intValue.map { Int($0) } }
    func optionalText(_ key: String) -> String? { value[key]?.stringValue }
    func texts(_ key: String) -> [String] { value[key]?.arrayValue?.compactMap(\.stringValue) ?? [] }
    func flag(_ key: String) -> Bool { value[key]?.boolValue ?? false }

    func map(_ key: String) -> [(key: String, fields: Fields)] {
        (value[key]?.mapValue?.entries ?? [])
            .compactMap { entry in
                entry.key.stringValue.map { ($0, Fields(entry.value, of: line)) }
            }
    }

    private func missing(_ what: String, _ key: String) -> HistoryError {
        HistoryError(description: "a line of a history should have \(what) as '\(key)': \(line.prefix(200))")
    }
}
