internal import Glibc

/// A wall clock that a test sets, for the processes that are started with it; their other clocks go on.
///
/// It is libfaketime's: a library that is loaded into them and answers when they ask for the time of day.
public final class SteppedClock: Sendable {
    private let file: String

    private static let library: String? = {
        let places = TestFile.names(in: "/usr/lib").map { "/usr/lib/\($0)/faketime/libfaketime.so.1" }
        return places.first { access($0, R_OK) == 0 }
    }()

    /// Whether there can be one.
    public static var isPossible: Bool { library != nil }

    /// A clock that is right as yet.
    ///
    /// - Parameter file: The path of a file of its own.
    /// - Throws: ``TestFileError`` where that cannot be written.
    public init(file: String) throws {
        self.file = file
        try set(ahead: 0)
    }

    /// Sets it, for all who have it, to so many seconds ahead of the machine's.
    ///
    /// - Throws: ``TestFileError``.
    public func set(ahead seconds: Int) throws {
        // Not in place: it is read at each question.
        try TestFile.write("\(seconds < 0 ? "" : "+")\(seconds)\n", to: "\(file).new")
        rename("\(file).new", file)
    }

    /// What a process must have in its environment to go by it.
    var environment: [String: String] {
        [
            "LD_PRELOAD": Self.library ?? "",
            "FAKETIME_TIMESTAMP_FILE": file,
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        ]
    }
}
