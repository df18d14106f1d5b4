import Glibc

/// What the command line asks for.
struct Options {
    static let usage = """
        Usage: interleavings [--count N] [--first SEED] [--threads N] [--broken-rule NAME]
               interleavings --seed SEED [--short] [--broken-rule NAME]
        """

    var count = 1_000_000
    var first: UInt64 = 1
    var threads = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    var seed: UInt64?
    var isShortened = false
    var brokenRule: BrokenRule?

    /// Something on the command line is not what it should be.
    struct Wrong: Error, CustomStringConvertible {
        let description: String
    }

    /// Reads the words of a command line.
    init(_ words: some Sequence<String>) throws {
        var words = words.makeIterator()
        while let word = words.next() {
            switch word {
            case "--count": count = try Self.number(word, words.next(), from: 1)
            case "--first": first = try Self.number(word, words.next(), from: 0)
            case "--threads": threads = try Self.number(word, words.next(), from: 1)
            case "--seed": seed = try Self.number(word, words.next(), from: 0)
            case "--short": isShortened = true
            case "--broken-rule":
                let name = words.next() ?? ""
                guard let found = BrokenRule(rawValue: name) else {
                    let names = BrokenRule.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Wrong(description: "--broken-rule: expected one of \(names), found '\(name)'")
                }
                brokenRule = found
            default: throw Wrong(description: "expected an option, found '\(word)'")
            }
        }
    }

    private static func number<Number: FixedWidthInteger>(
        _ option: String,
        _ word: String?,
        from least: Number
    ) throws
        -> Number
    {
        guard let word, let number = Number(word), number >= least, number <= 1 << 48 else {
            throw Wrong(description: "\(option): expected a number from \(least), found '\(word ?? "")'")
        }
        return number
    }
}
