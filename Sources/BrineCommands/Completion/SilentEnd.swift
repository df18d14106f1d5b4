import Glibc

/// Ends a process that a shell waits for while somebody types: what does not answer must not hold up the shell.
enum SilentEnd {
    /// How long all of it may take; a disk that does not answer takes longer.
    static let ofAll: UInt32 = 5
    /// How long the master may take.
    static let ofQuestion: UInt32 = 1

    /// Ends the process after some seconds, in silence and with success; a later call takes the place of an earlier one.
    static func after(_ seconds: UInt32) {
        signal(SIGALRM) { _ in _exit(0) }
        alarm(seconds)
    }
}
