internal import Glibc
internal import SystemPackage

/// The pipe that a command writes an output to; closed with this value.
///
/// A pipe and not a file: a command that opens `/dev/stderr` anew would cut a file short.
final class OutputPipe {
    /// The end that the command gets.
    let writeEnd: FileDescriptor
    /// The end that is read from; a read from it never waits.
    let readEnd: FileDescriptor

    private var isWriteEndOpen = true

    /// A new pipe, for a command that runs as another user where one is given.
    init(for account: CommandAccount?) throws(ShellCommandError) {
        do {
            (readEnd, writeEnd) = try FileDescriptor.pipe(options: .closeOnExec)
        } catch {
            throw .notStarted("pipe2: \(error)")
        }
        // Only ours: the two ends of a pipe do not share their flags.
        _ = fcntl(readEnd.rawValue, F_SETFL, O_NONBLOCK)
        // Otherwise the command could write to what it was given and not open it by its name.
        if let account { fchown(writeEnd.rawValue, account.user, account.group) }
    }

    deinit {
        closeWriteEnd()
        try? readEnd.close()
    }

    /// Closes the caller's copy of the command's end, without which there would never be an end of the output.
    func closeWriteEnd() {
        guard isWriteEndOpen else { return }
        isWriteEndOpen = false
        try? writeEnd.close()
    }
}
