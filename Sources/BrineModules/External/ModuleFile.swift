internal import Glibc

/// A file that serves as a module, as it is at one moment.
struct ModuleFile: Sendable, Hashable {
    /// What tells one state of a file from another.
    struct Identity: Sendable, Hashable {
        var inode: UInt64
        var size: Int64
        /// When its content was changed, in nanoseconds of 1970.
        var changed: Int64
    }

    /// The module's name.
    let module: String
    /// Where it lies: the folder, and the module's name.
    let path: String
    /// What a description of it holds for.
    let identity: Identity

    private let folder: String

    /// The module's file in a folder, or nil where there is no regular file, or link to one, of that name.
    init?(_ module: String, in folder: String) {
        let path = "\(folder)/\(module)"
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.module = module
        self.path = path
        self.folder = folder
        identity = Identity(
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            changed: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        )
    }

    /// Whether it may be run at all; whether it should be is ``check()``.
    var isExecutable: Bool {
        access(path, X_OK) == 0
    }

    /// Makes sure that it can be run, and that nobody but root and the minion's own user decides what it does.
    ///
    /// Looked at are the file, the folder it was found in, and where a link leads to another folder, that one. The folders
    /// above are not.
    func check() throws(ModuleProblem) {
        guard isExecutable else { throw .notExecutable(path: path) }
        guard let resolved = realpath(path, nil) else { throw .unreadable(path: path, reason: Self.systemReason) }
        defer { free(resolved) }
        let file = String(cString: resolved)
        let home = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        for place in [file, folder, home.isEmpty ? "/" : home] {
            try Self.checkRights(of: place)
        }
    }

    private static func checkRights(of path: String) throws(ModuleProblem) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .unreadable(path: path, reason: systemReason) }
        guard status.st_uid == 0 || status.st_uid == geteuid() else {
            throw .foreignOwner(path: path, user: status.st_uid)
        }
        let byGroup = status.st_mode & S_IWGRP != 0 && status.st_gid != 0
        guard !byGroup, status.st_mode & S_IWOTH == 0 else {
            throw .writable(path: path, mode: status.st_mode & 0o7777)
        }
    }

    private static var systemReason: String { String(cString: strerror(errno)) }
}
