import BrineCore
import MessagePack

/// Reads the words after a function's name as the arguments of the call.
///
/// `name=value` is an argument by name, every other word one by place. Of a word that holds a line end all is one
/// argument by place, for it is a script that may well begin with an assignment; so is `name==value`, as package
/// managers write versions. Values are read by ``ArgumentValue``.
struct CallArgumentReader: Sendable {
    /// The names whose values are texts as they are typed: what `--no-parse` lists.
    var unread: Set<String> = []

    /// The arguments that the words give; where a name comes twice, the last counts.
    ///
    /// The mark `__kwarg__=True`, which scripts written for Salt may carry, is taken and left out.
    func read(_ words: [String]) -> CallArguments {
        var arguments = CallArguments()
        for word in words {
            guard let (name, value) = Self.named(word) else {
                arguments.positional.append(ArgumentValue.read(word))
                continue
            }
            guard name != "__kwarg__" else { continue }
            arguments.keyword[name] = unread.contains(name) ? .string(value) : ArgumentValue.read(value)
        }
        return arguments
    }

    /// The name and the text of the value, or nil for an argument by place.
    private static func named(_ word: String) -> (name: String, value: String)? {
        let bytes = word.utf8
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let name = bytes[..<equals]
        let value = bytes[bytes.index(after: equals)...]
        guard isIdentifier(name), value.first != UInt8(ascii: "="), !bytes.contains(UInt8(ascii: "\n")) else {
            return nil
        }
        return (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
    }

    private static func isIdentifier(_ name: Substring.UTF8View) -> Bool {
        guard let first = name.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return name.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
