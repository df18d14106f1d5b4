import BrineCore
import Glibc
import Testing

@testable import BrineTransport

/// A folder of its own for keys, removed with all it holds.
final class KeyFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/brine-keys-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// Writes a file as it is.
    func write(_ text: String, to name: String) throws {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    /// A file's text; what is not there is empty.
    func text(_ name: String) -> String {
        let descriptor = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        return String(decoding: bytes[..<max(0, read(descriptor, &bytes, bytes.count))], as: UTF8.self)
    }

    /// Removes a file; whether there was one.
    func remove(_ name: String) -> Bool { unlink("\(path)/\(name)") == 0 }

    /// The permission bits of a file.
    func mode(_ name: String) -> mode_t {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o777 : 0
    }

    /// All names in a folder below, hidden ones too.
    func names(_ name: String = ".") -> [String] { Self.names("\(path)/\(name)").sorted() }

    private static func names(_ path: String) -> [String] {
        guard let handle = opendir(path) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func remove(_ path: String) {
        for name in names(path) { remove("\(path)/\(name)") }
        if unlink(path) != 0 { rmdir(path) }
    }
}

/// A key of 32 equal bytes.
func sampleKey(_ byte: UInt8) throws -> PublicKey {
    try #require(PublicKey(bytes: [UInt8](repeating: byte, count: 32)))
}

/// A minion's id.
func minion(_ name: String) throws -> MinionID {
    try #require(MinionID(name))
}
