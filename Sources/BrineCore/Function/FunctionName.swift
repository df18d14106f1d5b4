/// The name of an execution or runner function: `module.function`, as in `test.ping`.
public struct FunctionName: Sendable, Hashable, CustomStringConvertible {
    /// What stands before the dot: `test`.
    public let module: String
    /// What stands after it: `ping`.
    public let function: String

    /// The name that a text gives, or nil where it is not two words of letters, digits and underscores joined by a dot,
    /// 128 characters at most.
    public init?(_ text: some StringProtocol) {
        // Of one type from here on: each return has a name, and generic code costs many times as much as all this.
        self.init(text: String(text))
    }

    private init?(text: String) {
        guard let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")), text.utf8.count <= 128 else { return nil }
        let (before, after) = (text[..<dot], text[text.utf8.index(after: dot)...])
        guard Self.isWord(before), Self.isWord(after) else { return nil }
        module = String(before)
        function = String(after)
    }

    /// The name of a function that the code itself calls.
    public init(module: StaticString, function: StaticString) {
        self.module = module.description
        self.function = function.description
    }

    private init(unchecked module: String, _ function: String) {
        self.module = module
        self.function = function
    }

    /// The name as it is written: `test.ping`.
    public var description: String { "\(module).\(function)" }

    private static func isWord(_ text: Substring) -> Bool {
        guard !text.isEmpty else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}

// A runner's call is kept as a job under a name of three words. No function has such a name, and none is called by it.
extension FunctionName {
    private static let runner = "runner"

    /// The name under which a call of this runner function is kept as a job: `runner.jobs.active`.
    public var asRunnerCall: FunctionName { FunctionName(unchecked: Self.runner, description) }

    /// Whether it is the name of a kept call of a runner function; ``function`` is that function's own name then.
    public var isRunnerCall: Bool { function.utf8.contains(UInt8(ascii: ".")) }

    /// The name that a kept job has: a function's, or that of a runner's call; nil where a text is neither.
    public init?(ofJob text: some StringProtocol) {
        if let name = FunctionName(text) {
            self = name
        } else if text.utf8.starts(with: "\(Self.runner).".utf8),
            let name = FunctionName(String(decoding: text.utf8.dropFirst(Self.runner.utf8.count + 1), as: UTF8.self))
        {
            self = name.asRunnerCall
        } else {
            return nil
        }
    }
}
