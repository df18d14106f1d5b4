internal import Glibc

/// A wall clock that a test sets, for the processes that are started with it; their other clocks go on.
///
/// A library of the build's, `CSteppedClock`, is loaded into them and answers when they ask for the time of day.
public final class SteppedClock: Sendable {
    private let file: String

    /// A clock that is right as yet.
    ///
    /// - Parameter file: The path of a file of its own.
    /// - Throws: ``TestFileError`` where that cannot be written.
    public init(file: String) throws {
        self.file = file
        try TestFile.write([UInt8](repeating: 0, count: 8), to: file)
    }

    /// Sets it, for all who have it, to so many seconds ahead of the machine's.
    ///
    /// - Throws: ``TestFileError``.
    public func set(ahead seconds: Int) throws {
        let descriptor = open(file, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TestFileError("write", file) }
        defer { close(descriptor) }
        // In one go, in place: the processes look at the file's own page.
        var value = Int64(seconds)
        guard pwrite(descriptor, &value, 8, 0) == 8 else { throw TestFileError("write", file) }
    }

    /// What a process must have in its environment to go by it.
    var environment: [String: String] {
        ["LD_PRELOAD": "\(BuiltCommands.folder)/libstepped-clock.so", "BRINE_TEST_CLOCK": file]
    }
}
