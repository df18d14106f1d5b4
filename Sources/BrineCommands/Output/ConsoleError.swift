import Glibc

/// Why an answer could not be written.
enum ConsoleError: Error, Hashable, CustomStringConvertible {
    /// The file of `--out-file` does not open.
    case cannotOpen(path: String, reason: String)
    /// Whoever read the output has closed it, as `head` does when it has enough.
    case readerGone
    /// The system refused the bytes, as on a full disk.
    case cannotWrite(reason: String)

    /// The error in words.
    var description: String {
        switch self {
        case .cannotOpen(let path, let reason): "cannot open the output file '\(path)': \(reason)"
        case .readerGone: "cannot write the output: its reader is gone"
        case .cannotWrite(let reason): "cannot write the output: \(reason)"
        }
    }

    /// The system's words for an error number.
    static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
