internal import BrineCore

/// What the column `fun` of `jobs` holds: the name of one function, or those of several with a comma before each.
///
/// No name has a comma, so the two are never mistaken for each other. In the index all jobs of several functions stand
/// together, since they begin with the comma.
enum FunctionColumn {
    /// What the texts of several functions begin with.
    static let mark = ","

    /// The text of a job's functions.
    static func text(of calls: Calls) -> String {
        calls.areSeveral ? mark + calls.description : calls.description
    }

    /// The names in a text.
    static func names(in text: String) -> [Substring] {
        guard text.hasPrefix(mark) else { return [text[...]] }
        return text.dropFirst(mark.count).split(separator: ",", omittingEmptySubsequences: false)
    }

    /// Whether one of some globs fits what a text of several functions stands for: one of them, or all as they are written.
    static func fits(_ globs: [Glob], _ text: String) -> Bool {
        let words = names(in: text).map { String($0) } + [String(text.dropFirst(mark.count))]
        return globs.contains { glob in words.contains { glob.matches($0) } }
    }
}
