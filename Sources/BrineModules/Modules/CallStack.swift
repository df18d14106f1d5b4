// Swift's Runtime needs Glibc's overlay where Swift's libraries are linked in, and does not ask for it.
internal import Glibc
internal import Runtime

/// The calls that the current thread is in.
enum CallStack {
    /// How many calls are told at most, those counted that the compiler has made part of others.
    private static let limit = 64

    /// A line for each call, the innermost first: `0x000055da373c37e1 inner(_:) in salt-minion at Inner.swift:12`.
    ///
    /// Reads the program's own file for names and lines, which takes some tenths of a second.
    ///
    /// - Throws: What keeps the stack from being read.
    @inline(never) static func text() throws -> String {
        let backtrace = try Backtrace.capture(limit: limit)
        guard let symbolicated = backtrace.symbolicated() else {
            return lines(backtrace.frames.map { ($0.adjustedProgramCounter, "?") })
        }
        return lines(symbolicated.frames.map { ($0.captured.adjustedProgramCounter, $0.symbol.map(text) ?? "?") })
    }

    private static func lines(_ calls: [(address: Backtrace.Address, text: String)]) -> String {
        // The stack of a task ends in a call of nothing.
        calls.filter { !$0.address.isNull }.prefix(limit).map { "\($0.address) \($0.text)" }.joined(separator: "\n")
    }

    private static func text(of symbol: SymbolicatedBacktrace.Symbol) -> String {
        let place = symbol.sourceLocation.map { " at \($0.path):\($0.line)" } ?? ""
        return "\(symbol.name) in \(symbol.imageName)\(place)"
    }
}
