internal import BrineCore
internal import MessagePack

/// Which file systems `status.diskusage` is asked for: paths, and globs over the types of file systems.
struct DiskSelection: Sendable, Hashable {
    private var paths: [String] = []
    private var types: [Glob] = []

    /// What the arguments name; all file systems where there is none.
    ///
    /// - Throws: An ``ArgumentError`` for an argument that is no text, or too long.
    init(_ arguments: [Value]) throws(ArgumentError) {
        for argument in arguments {
            guard let text = argument.stringValue, text.utf8.count <= Self.longest else {
                throw .wrongValue(
                    parameter: "args",
                    expected: "texts of at most \(Self.longest) bytes",
                    found: argument.foundText
                )
            }
            if text.hasPrefix("/") {
                paths.append(text)
            } else {
                types.append(Glob(text))
            }
        }
        if arguments.isEmpty { types = [Glob("*")] }
    }

    /// The longest path or glob, in bytes.
    private static let longest = 4_096

    /// The paths to look at, each once and in order.
    func paths(among mounts: [Mount]) -> [String] {
        let mounted = mounts.filter { mount in types.contains { $0.matches(mount.type) } }.map(\.path)
        return Set(paths + mounted).sorted()
    }
}
