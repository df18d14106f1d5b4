import BrineFormats
import MessagePack

/// The value of one argument as a user types it: a YAML scalar, a flow list `[…]` or map `{…}`, or a text in quotes.
///
/// A word that is none of these, or that is no complete YAML, is a text and stays as it was typed, down to the spaces.
/// So do block forms such as `a: 1` and `- x`, and everything with an anchor, an alias, a tag or a comment.
enum ArgumentValue {
    /// The value of a word; `None` alone is nothing, as Python's users write it.
    static func read(_ word: String) -> Value {
        switch word.utf8.first {
        case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "'"), UInt8(ascii: "\""):
            YAMLValue.readFlow(word) ?? .string(word)
        default:
            word == "None" ? .null : PlainScalar.read(word)
        }
    }
}
