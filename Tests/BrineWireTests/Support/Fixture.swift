import Glibc
import Testing

/// The golden files: each the bytes of one packet in hex, with comment lines.
enum Fixture {
    private static var folder: String { root(of: #filePath, up: 2) + "/Fixtures" }

    /// The bytes that a golden file holds.
    static func packet(_ name: String) throws -> [UInt8] {
        let lines = try text("\(folder)/\(name).hex").split(separator: "\n").filter { !$0.hasPrefix("#") }
        let digits = lines.joined().filter { $0 != " " }
        let nibbles = digits.compactMap(\.hexDigitValue)
        try #require(nibbles.count == digits.count && nibbles.count.isMultiple(of: 2), "\(name) is no hex")
        return stride(from: 0, to: nibbles.count, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) }
    }

    /// The names of all golden files.
    static func names() throws -> Set<String> {
        let handle = try #require(opendir(folder), "\(folder) cannot be listed")
        defer { closedir(handle) }
        var names: Set<String> = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".hex") { names.insert(String(name.dropLast(4))) }
        }
        return names
    }

    /// A page of the documentation, its path counted from the package's folder.
    static func page(_ path: String) throws -> String {
        try text("\(root(of: #filePath, up: 4))/\(path)")
    }

    private static func root(of path: String, up levels: Int) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast(levels).joined(separator: "/")
    }

    private static func text(_ path: String) throws -> String {
        let file = try #require(fopen(path, "r"), "\(path) cannot be opened")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
