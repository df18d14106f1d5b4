import BrineCore
import MessagePack

/// What minions, or the master, tell of functions: each function once, in the order of the names.
struct DocumentationReport {
    private var texts: [String: String] = [:]

    /// No functions yet.
    init() {}

    /// Takes what one minion tells; of a function that several tell of, the first one's text stays.
    ///
    /// - Returns: what it says in place of that, where it is no map of functions.
    mutating func add(_ value: Value) -> String? {
        guard let functions = value.mapValue else { return value.stringValue ?? "found \(value.kindName)" }
        for entry in functions.entries {
            guard let name = entry.key.stringValue, let text = entry.value.stringValue, texts[name] == nil else {
                continue
            }
            texts[name] = text
        }
        return nil
    }

    /// Prints the functions: a heading and a text for each, or one map where a form of output was asked for.
    ///
    /// - Throws: ``ConsoleError`` where they cannot be written.
    func print(_ printer: AnswerPrinter, asMap: Bool) throws {
        if texts.isEmpty { CommandLog.write(.warning, "there is no function of that name") }
        let sorted = texts.sorted { $0.key < $1.key }
        guard !asMap else {
            return try printer.print(.map(ValueMap(sorted.map { (.string($0.key), .string($0.value)) })))
        }
        for (name, text) in sorted { try printer.print(line: "\(name):\n\n\(text)\n") }
    }
}
