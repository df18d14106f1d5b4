import Glibc

/// The words of a command line, with those that `--args-stdin` takes from standard input.
enum ArgumentInput {
    /// How much is read.
    static let limit = 16 * 1_024 * 1_024

    /// The words after the command's name.
    ///
    /// - Parameters:
    ///   - given: The words that were typed.
    ///   - input: Where further ones are read from where they ask for it.
    /// - Returns: Those that were typed, then those that were read.
    /// - Throws: ``UsageError`` where there is too much, or it is no text.
    static func words(_ given: [String], from input: Int32 = STDIN_FILENO) throws -> [String] {
        guard given.prefix(while: { $0 != "--" }).contains("--args-stdin") else { return given }
        return given + lines(of: try text(from: input))
    }

    private static func text(from input: Int32) throws -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(input, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw UsageError("option --args-stdin: cannot read standard input: \(ConsoleError.reason(errno))")
            }
            guard count > 0 else { break }
            bytes += chunk[..<count]
            guard bytes.count <= limit else {
                throw UsageError("option --args-stdin: expected at most \(limit) bytes, found more")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError("option --args-stdin: expected UTF-8, found other bytes")
        }
        return text
    }

    /// A word a line; a line end closes its line, and one before it that a Windows editor wrote belongs to it.
    private static func lines(of text: String) -> [String] {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                String(Substring(line.last == "\r" ? line.dropLast() : line))
            }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
