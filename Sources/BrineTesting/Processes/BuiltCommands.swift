internal import Glibc

/// Where the commands lie that were built together with the tests.
public enum BuiltCommands {
    /// The folder: that of the test bundle that runs now.
    public static let folder: String = {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let path = String(decoding: buffer.prefix(max(count, 0)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        let own = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        if access("\(own)/salt", X_OK) == 0 { return own }
        // The runner may be a helper of the toolchain that has loaded the bundle, which it is told of.
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? ""
        return String(bundle[..<(bundle.lastIndex(of: "/") ?? bundle.startIndex)])
    }()
}
