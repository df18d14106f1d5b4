import Glibc
import Testing

/// A file of its own for what a command prints, removed with the test.
final class OutputFile {
    let path: String

    init() throws {
        var template = Array("/tmp/brine-answers-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        close(descriptor)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        unlink(path)
    }

    /// What it holds; 64 KiB at the most.
    var text: String {
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let received = max(0, read(descriptor, &bytes, bytes.count))
        return String(decoding: bytes[..<received], as: UTF8.self)
    }
}
