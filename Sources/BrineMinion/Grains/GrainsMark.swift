internal import BrineModules
internal import Glibc

/// A file without content that `salt-call` renews to have a running minion find out its grains anew.
struct GrainsMark: Sendable {
    /// Where it is.
    let path: String

    /// The mark at a path.
    init(_ path: String) {
        self.path = path
    }

    /// Renews the mark.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func renew() throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileError("write", path) }
        defer { close(descriptor) }
        guard futimens(descriptor, nil) == 0 else { throw FileError("renew", path) }
    }
}
