internal import BrineCore
internal import CSodium
internal import MessagePack

/// Functions that compute something.
extension TestModule {
    static let computingFunctions: [ExecutionFunction] =
        [fib, collatz, hash("test.random_hash"), hash("test.rand_str")].compactMap(\.self)

    /// The largest Fibonacci number of 64 bits is the 93rd.
    private static let fibonacciNumbers: ClosedRange<Int64> = 0...93

    /// No sequence that starts here has 1,000 steps, and none leaves 64 bits: the first that does starts at 8,528,817,511.
    private static let collatzStarts: ClosedRange<Int64> = 1...1_000_000_000

    private static let fib = ExecutionFunction(
        "test.fib",
        "Answers a Fibonacci number and how many seconds it took to compute.",
        parameters: [.required("num", .integer, "which number: 0 to 93, the last one that has 64 bits")],
        body: .inline { _, arguments in
            let place = try arguments.int("num", in: fibonacciNumbers)
            return timed { Value(fibonacciNumber(place)) }
        }
    )

    private static let collatz = ExecutionFunction(
        "test.collatz",
        "Answers the Collatz sequence from a number, without the 1 at its end, and how many seconds it took to compute.",
        parameters: [.required("start", .integer, "the number: 1 to 1000000000")],
        body: .inline { _, arguments in
            let start = try arguments.int("start", in: collatzStarts)
            return timed { .array(collatzSequence(start).map { .int($0) }) }
        }
    )

    /// `test.random_hash`, or `test.rand_str` as it was called before.
    private static func hash(_ name: String) -> ExecutionFunction? {
        ExecutionFunction(
            name,
            "Answers the hash of a random number, in hex digits.",
            parameters: [
                .optional("size", .integer, default: 9_999_999_999, "the largest number there may be; the least is 1"),
                .optional("hash_type", .text, "sha256 or sha512; the minion's setting hash_type without it, or sha256"),
            ],
            body: .inline { context, arguments in
                let number = Int64.random(in: 1...(try arguments.int("size", in: 1...Int64.max)))
                let digest = try digest(of: String(number), try hashType(context, arguments))
                return FunctionResult(.string(digest))
            }
        )
    }

    /// A value and the seconds that it took to compute, as Salt pairs them.
    private static func timed(_ compute: () -> Value) -> FunctionResult {
        var value: Value = nil
        let duration = ContinuousClock().measure { value = compute() }
        return FunctionResult([value, .double(duration.inSeconds)])
    }

    private static func fibonacciNumber(_ place: Int64) -> UInt64 {
        var (current, next): (UInt64, UInt64) = (0, 1)
        // The number behind the last one asked for may have more than 64 bits; it is never used.
        for _ in 0..<place { (current, next) = (next, current &+ next) }
        return current
    }

    private static func collatzSequence(_ start: Int64) -> [Int64] {
        Array(sequence(first: start) { $0.isMultiple(of: 2) ? $0 / 2 : 3 * $0 + 1 }.prefix { $0 != 1 })
    }

    private static func hashType(_ context: CallContext, _ arguments: BoundArguments) throws(ArgumentError) -> String {
        try arguments.optionalString("hash_type") ?? context.configuration["hash_type"]?.stringValue ?? "sha256"
    }

    private static func digest(of text: String, _ type: String) throws(ArgumentError) -> String {
        let bytes = Array(text.utf8)
        var digest: [UInt8]
        switch type {
        case "sha256":
            digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
            crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        case "sha512":
            digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha512_BYTES))
            crypto_hash_sha512(&digest, bytes, UInt64(bytes.count))
        default:
            throw .wrongValue(
                parameter: "hash_type",
                expected: "sha256 or sha512",
                found: Value.string(type).foundText
            )
        }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
