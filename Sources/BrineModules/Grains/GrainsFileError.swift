internal import BrineFormats
internal import Glibc

/// Why the grains file cannot be read or changed; it is as it was then.
public struct GrainsFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file and what is wrong with it, in one sentence.
    public let description: String

    private init(_ description: String) {
        self.description = description
    }

    /// The minion has no grains file.
    static let absent = Self("this minion keeps no grains file")

    /// The system would not do something, for the reason that it has just given.
    static func refused(_ action: String, _ path: String) -> Self {
        Self("cannot \(action) \(path): \(String(cString: strerror(errno)))")
    }

    /// The file is there, and is not what it should be.
    static func content(_ path: String, _ text: String) -> Self {
        Self("\(path): \(text)")
    }

    /// The file's text cannot be read.
    static func unreadable(_ path: String, _ error: YAMLError) -> Self {
        Self("\(path):\(error)")
    }

    /// What was to be written could not be read again.
    static func unwritable(_ path: String, _ reason: String) -> Self {
        Self("these grains cannot be kept in \(path): \(reason)")
    }
}
