import BrineCore

/// Reads the words of a command line as what a job runs: a function with its arguments, or several functions with commas
/// between them and their arguments in groups.
///
/// As Salt's parser does: where as many words are the separator alone as stand between the functions, these part the groups
/// and every other word is an argument. Otherwise each separator parts, also at the start, the end or in the middle of a word
/// (`'uname -a',,foo`), and what it leaves empty is no argument.
struct CallsReader: Sendable {
    /// What stands between the arguments of one function and those of the next; not empty.
    var separator = ","
    /// What reads the arguments of one function.
    var reader = CallArgumentReader()

    /// The calls that words make; functions without a group of their own are given nothing.
    ///
    /// - Parameters:
    ///   - word: The functions.
    ///   - words: What they are given.
    /// - Returns: the calls, in the order of the functions.
    /// - Throws: ``UsageError``.
    func read(_ word: String, _ words: [String]) throws -> Calls {
        let functions = try functions(word)
        let groups = functions.count == 1 ? [words] : try groups(words, of: functions.count)
        let calls = functions.enumerated()
            .map { place, function in
                FunctionCall(function, reader.read(place < groups.count ? groups[place] : []))
            }
        guard let calls = Calls(calls) else {
            throw UsageError("expected at most \(Calls.most) functions, found \(functions.count)")
        }
        return calls
    }

    private func functions(_ word: String) throws -> [FunctionName] {
        let names = word.split(separator: ",", omittingEmptySubsequences: false)
        guard names.count > 1 else { return [try FunctionName.parsed(word)] }
        return try names.map { name in
            guard !name.isEmpty else {
                throw UsageError(
                    "'\(word)': expected a function before and after each comma, as in test.ping,cmd.run; found none"
                )
            }
            return try FunctionName.parsed(String(name))
        }
    }

    private func groups(_ words: [String], of count: Int) throws -> [[String]] {
        let parts = words.map { word in
            word.split(separator: separator, omittingEmptySubsequences: false).map { String($0) }
        }
        let isParted = words.count { $0 == separator } == count - 1
        var groups: [[String]] = [[]]
        for (word, parts) in zip(words, parts) {
            if parts.count == 1 || (isParted && word != separator) {
                groups[groups.count - 1].append(word)
            } else {
                for (place, part) in parts.enumerated() {
                    if place > 0 { groups.append([]) }
                    if !part.isEmpty { groups[groups.count - 1].append(part) }
                }
            }
        }
        guard !isParted else { return groups }
        // A function may be left without a group, but not by a word that was torn: it was rather meant as one argument.
        let torn = zip(words, parts).first { $1.count { !$0.isEmpty } > 1 }?.0
        guard groups.count > count || (torn != nil && groups.count < count) else { return groups }
        let hint = torn.map { "; to give '\($0)' as one argument, put a lone '\(separator)' between every two groups" }
        throw UsageError(
            "expected \(torn == nil ? "at most " : "")\(count) groups of arguments for \(count) functions, with '\(separator)' between them, "
                + "found \(groups.count)\(hint ?? "")"
        )
    }
}
