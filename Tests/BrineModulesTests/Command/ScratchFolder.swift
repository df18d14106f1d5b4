import BrineTesting
import Glibc
import Testing

/// A folder for the files of a test, which every user can enter; gone with this value.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/brine-command-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
        #expect(chmod(path, 0o755) == 0)
    }

    deinit {
        TestFile.removeAll(path)
    }

    /// The permissions of a file, in octal digits; empty where there is none.
    static func mode(_ path: String) -> String {
        var status = stat()
        return lstat(path, &status) == 0 ? String(status.st_mode & 0o7777, radix: 8) : ""
    }
}
