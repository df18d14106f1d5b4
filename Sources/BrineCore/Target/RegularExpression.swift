internal import CPCRE2

/// A regular expression in PCRE's language, which must fit from the text's start on, as Python's `re.match` has it.
///
/// Each match takes a bounded number of steps: an expression that tries all ways ends in an error, not in hours.
public final class RegularExpression: Sendable {
    /// The longest expression that is taken from outside, in bytes.
    public static let maximumLength = 1_024
    /// How many steps one match may take.
    ///
    /// A plain expression takes a step or two for each character; this many take about a millisecond.
    public static let maximumSteps: UInt32 = 100_000
    /// How much memory one match may take, in KiB.
    private static let maximumMemory: UInt32 = 1_024

    private let code: Compiled
    private let context: MatchContext

    /// The expression that a text is.
    ///
    /// - Parameters:
    ///   - pattern: The text.
    ///   - ignoresCase: Whether upper and lower case are the same.
    /// - Throws: ``RegularExpressionError`` where the text is none.
    public init(_ pattern: String, ignoresCase: Bool = false) throws(RegularExpressionError) {
        let options =
            PCRE2_ANCHORED | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (ignoresCase ? PCRE2_CASELESS : 0)
        var problem: Int32 = 0
        var offset = 0
        var text = pattern
        let compiled = text.withUTF8 { bytes in
            // Of an empty text Swift has no address; PCRE2 reads none of these bytes then.
            withUnsafeBytes(of: UInt8(0)) { nothing in
                let start = bytes.baseAddress ?? nothing.assumingMemoryBound(to: UInt8.self).baseAddress
                return pcre2_compile_8(start, bytes.count, options, &problem, &offset, nil)
            }
        }
        guard let compiled else {
            throw RegularExpressionError(
                column: String(decoding: pattern.utf8.prefix(offset), as: UTF8.self).count + 1,
                reason: Self.words(problem)
            )
        }
        code = Compiled(pointer: compiled)
        guard let limits = pcre2_match_context_create_8(nil) else {
            pcre2_code_free_8(compiled)
            throw RegularExpressionError(column: 1, reason: "no memory")
        }
        pcre2_set_match_limit_8(limits, Self.maximumSteps)
        pcre2_set_heap_limit_8(limits, Self.maximumMemory)
        context = MatchContext(pointer: limits)
    }

    deinit {
        pcre2_code_free_8(code.pointer)
        pcre2_match_context_free_8(context.pointer)
    }

    /// Whether a text begins with what the expression describes.
    ///
    /// - Throws: ``TooManySteps`` where that cannot be found out within the limit.
    public func matches(_ text: String) throws(TooManySteps) -> Bool {
        var copy = text
        let found = copy.withUTF8 { bytes in
            withUnsafeBytes(of: UInt8(0)) { nothing in
                guard let data = pcre2_match_data_create_8(1, nil) else { return PCRE2_ERROR_NOMEMORY }
                defer { pcre2_match_data_free_8(data) }
                let start = bytes.baseAddress ?? nothing.assumingMemoryBound(to: UInt8.self).baseAddress
                // A text of Swift's is UTF-8; it need not be looked at again.
                return pcre2_match_8(
                    code.pointer,
                    start,
                    bytes.count,
                    0,
                    PCRE2_NO_UTF_CHECK,
                    data,
                    context.pointer
                )
            }
        }
        if found >= 0 { return true }
        guard found == PCRE2_ERROR_NOMATCH else { throw TooManySteps() }
        return false
    }

    private static func words(_ problem: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = pcre2_get_error_message_8(problem, &bytes, bytes.count)
        return count >= 0 ? String(decoding: bytes.prefix(Int(count)), as: UTF8.self) : "error \(problem)"
    }

    // A compiled expression is never written to after it is made, and neither is a context whose limits are set: PCRE2's
    // manual lets any number of threads match with the same ones at once (pcre2api, "Multithreading").
    private struct Compiled: @unchecked Sendable {
        let pointer: OpaquePointer
    }

    private struct MatchContext: @unchecked Sendable {
        let pointer: OpaquePointer
    }
}

/// A text is no regular expression.
public struct RegularExpressionError: Error, Sendable, Hashable {
    /// The character at which that was found out, from 1.
    public var column: Int
    /// Why, in PCRE2's words.
    public var reason: String
}
