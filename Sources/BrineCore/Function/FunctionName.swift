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
