/// A line of `/proc/mounts`: where a file system is, and of which type.
struct Mount: Sendable, Hashable {
    /// The folder it is mounted at.
    var path: String
    /// As in `ext4`, `tmpfs`.
    var type: String

    /// The mounts that a text lists, in order; lines that are none are left out.
    static func list(_ text: String) -> [Mount] {
        SystemText(text).lines
            .compactMap { line in
                let words = line.words
                return words.count >= 3 ? Mount(path: unescaped(words[1]), type: String(words[2])) : nil
            }
    }

    /// The kernel writes white space and backslashes in paths as a backslash and three octal digits.
    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.count >= 3, let code = UInt8(Substring(rest.prefix(3)), radix: 8) {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
