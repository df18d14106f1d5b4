internal import Glibc
internal import SystemPackage

/// A file without a name that a command reads its input from; closed with this value.
///
/// A file and not a pipe: a command that does not read holds nobody up.
final class TemporaryFile: Sendable {
    let descriptor: FileDescriptor

    /// A new file that holds a text and is read from its start.
    init(holding text: String) throws(ShellCommandError) {
        descriptor = try Self.open()
        do {
            try descriptor.writeAll(text.utf8)
            try descriptor.seek(offset: 0, from: .start)
        } catch {
            // Nothing was promised to be on disk.
            try? descriptor.close()
            throw .temporaryFile(String(describing: error))
        }
    }

    deinit {
        try? descriptor.close()
    }

    /// A new, empty file without a name, in the first temporary folder that takes one.
    static func open() throws(ShellCommandError) -> FileDescriptor {
        var reason: any Error = Errno.noSuchFileOrDirectory
        for folder in TemporaryFolder.own {
            do {
                return try open(in: folder)
            } catch {
                reason = error
            }
        }
        throw .temporaryFile(String(describing: reason))
    }

    private static func open(in folder: String) throws -> FileDescriptor {
        let path = FilePath(folder).appending(TemporaryFolder.freshName)
        // Exclusive creation follows no link that somebody may have put there.
        let file = try FileDescriptor.open(
            path,
            .readWrite,
            options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: .ownerReadWrite
        )
        unlink(path.string)
        return file
    }
}
