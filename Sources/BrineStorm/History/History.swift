internal import BrineTesting
internal import Glibc
internal import Synchronization

/// What happened in a storm, in memory and, line by line as it happens, in a file that is only appended to.
final class History: Sendable {
    private let entries = Mutex<[Entry]>([])
    private let descriptor: Int32

    /// A history in a new file.
    ///
    /// - Throws: ``HistoryError`` where there can be none.
    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw HistoryError(description: "cannot write \(path)") }
    }

    deinit { close(descriptor) }

    /// All that happened until now.
    var all: [Entry] { entries.withLock { $0 } }

    /// Notes an act that happens now, or at another moment.
    func note(_ act: Act, at moment: Duration? = nil) {
        entries.withLock { entries in
            let entry = Entry(at: moment ?? Moment.now, act: act)
            entries.append(entry)
            let line = Array((entry.line + "\n").utf8)
            var rest = line[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Reads a history's file.
    ///
    /// - Throws: ``HistoryError``, or where the file cannot be read.
    static func read(_ path: String) throws -> [Entry] {
        try TestFile.read(path).split(separator: "\n").map { try Entry(line: $0) }
    }
}
