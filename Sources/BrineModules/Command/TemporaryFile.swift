internal import Glibc
internal import SystemPackage

/// A file without a name that takes a command's output or holds its input; closed with this value.
///
/// A file and not a pipe: a background process that keeps the descriptor open holds nothing up and is not killed by a
/// broken pipe, and output takes no memory while the command runs.
final class TemporaryFile: Sendable {
    let descriptor: FileDescriptor

    /// A new, empty file, opened for appending, in the first of `TMPDIR`, `/var/tmp` and `/tmp` that takes one.
    ///
    /// `/var/tmp` comes before `/tmp` since the latter is often in memory.
    init() throws(ShellCommandError) {
        var reason: any Error = Errno.noSuchFileOrDirectory
        for directory in [Self.configuredDirectory, "/var/tmp", "/tmp"].compactMap(\.self) {
            do {
                descriptor = try Self.open(in: directory)
                return
            } catch {
                reason = error
            }
        }
        throw .temporaryFile(String(describing: reason))
    }

    /// A new file that holds a text and is read from its start.
    convenience init(holding text: String) throws(ShellCommandError) {
        try self.init()
        do {
            try descriptor.writeAll(text.utf8)
            try descriptor.seek(offset: 0, from: .start)
        } catch {
            throw .temporaryFile(String(describing: error))
        }
    }

    deinit {
        // Nothing can be done about a failure to close, and nothing was promised to be on disk.
        try? descriptor.close()
    }

    private static var configuredDirectory: String? {
        getenv("TMPDIR").map { String(cString: $0) }
    }

    private static func open(in directory: String) throws -> FileDescriptor {
        let path = FilePath(directory).appending("brine-\(String(UInt64.random(in: 0...UInt64.max), radix: 16))")
        // Exclusive creation follows no link that somebody may have put there.
        let file = try FileDescriptor.open(
            path,
            .readWrite,
            options: [.create, .exclusiveCreate, .append, .closeOnExec],
            permissions: .ownerReadWrite
        )
        unlink(path.string)
        return file
    }
}

extension TemporaryFile {
    /// The first bytes of what the file holds, as text, without trailing white space.
    ///
    /// Bytes that are not UTF-8 become replacement characters. Where the file holds more than the limit, a last line
    /// says so.
    func text(limit: Int) throws(ShellCommandError) -> String {
        do {
            let size = try descriptor.seek(offset: 0, from: .end)
            let bytes = try read(upTo: min(Int(size), max(limit, 0)))
            let text = String(decoding: bytes.trimmed, as: UTF8.self)
            guard bytes.count < size else { return text }
            return "\(text)\n[output cut: these are the first \(bytes.count) of \(size) bytes]"
        } catch {
            throw .temporaryFile(String(describing: error))
        }
    }

    private func read(upTo count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let free = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let step = try descriptor.read(fromAbsoluteOffset: Int64(filled), into: free)
                // The command, or a process it left behind, may have cut the file short since.
                guard step > 0 else { return }
                filled += step
            }
        }
    }
}

extension [UInt8] {
    /// Without the white space at the end, as Salt cuts it off.
    fileprivate var trimmed: ArraySlice<UInt8> {
        let end = lastIndex { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        return self[..<(end.map { $0 + 1 } ?? 0)]
    }
}
