internal import BrineCore
internal import CLinux
internal import Glibc

/// A folder with a file for each of some jobs, named by the jid: the proc directory and the outbox.
///
/// A file appears whole, synced, in one rename, and nothing of it is ever changed: another process that reads there sees a
/// whole file or none. The folder may be deleted under us; it is made again when something is written.
struct DurableFolder: Sendable {
    /// The longest file that is read, in bytes: no record and no return is longer.
    static let longestFile = 64 * 1_024 * 1_024

    /// Where it is.
    let path: String

    /// The folder at a path; nothing is made yet.
    init(_ path: String) {
        self.path = path
    }

    /// Writes a job's file: on disk and synced on return.
    ///
    /// - Parameters:
    ///   - bytes: What is to be in it.
    ///   - jid: The job.
    ///   - isSynced: Whether to wait for the disk. Without, the file is whole for whoever reads it, and gone after a loss of
    ///     power.
    /// - Throws: ``FileError`` where the system refuses; there is no file then, or the old one.
    func write(_ bytes: [UInt8], for jid: JobID, isSynced: Bool = true) throws(FileError) {
        let temporary = "\(path)/.\(jid).\(getpid())"
        do {
            try create(temporary, bytes, isSynced: isSynced)
        } catch let error where error.code == ENOENT {
            try makeFolder()
            try create(temporary, bytes, isSynced: isSynced)
        }
        guard rename(temporary, file(jid)) == 0 else {
            let error = FileError("rename", temporary)
            unlink(temporary)
            throw error
        }
        if isSynced { try syncRenamed(jid) }
    }

    /// Removes what writers have left that were killed while they wrote.
    func removeLeftovers() {
        guard let handle = opendir(path) else { return }
        defer { closedir(handle) }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0].isEmpty, JobID(String(parts[1])) != nil, let pid = Int32(parts[2]),
                pid > 0,
                kill(pid, 0) != 0, errno == ESRCH
            else { continue }
            unlink("\(path)/\(name)")
        }
    }

    /// Writes a file under a name that nothing has yet, the moment's jid or one soon after: on disk and synced on return.
    ///
    /// - Parameters:
    ///   - moment: What the name is made of.
    ///   - make: Makes the content for a name.
    /// - Throws: ``FileError`` where the system refuses; there is no file then.
    func writeNew(at moment: Timestamp, _ make: (JobID) -> [UInt8]) throws(FileError) {
        if access(path, F_OK) != 0 { try makeFolder() }
        var name = JobID(at: moment)
        while true {
            let temporary = "\(path)/.\(name).\(getpid())"
            do {
                // Another thread of this process may be writing under the same name.
                try create(temporary, make(name), isNew: true)
                return try moveToNew(temporary, name)
            } catch let error where error.code == EEXIST {
                name = JobID(at: Timestamp(microseconds: name.microseconds + 1))
            }
        }
    }

    /// A job's file, or nil where there is none; empty where something else than a file of ours has its name.
    ///
    /// - Throws: ``FileError`` where it cannot be read.
    func read(_ jid: JobID) throws(FileError) -> [UInt8]? {
        let path = file(jid)
        // Whatever lies there: a pipe must not hold the minion, nor a link lead it elsewhere.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            if errno == ELOOP { return [] }
            throw FileError("open", path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError("read", path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.longestFile else { return [] }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw FileError("read", path)
            }
            bytes += buffer[..<count]
        }
    }

    /// Whether a job has a file; also where that cannot be found out, since a return that may be there must not be replaced.
    func contains(_ jid: JobID) -> Bool {
        access(file(jid), F_OK) == 0 || errno != ENOENT
    }

    /// Removes a job's file; that there is none is no error.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func remove(_ jid: JobID) throws(FileError) {
        guard unlink(file(jid)) == 0 || errno == ENOENT else { throw FileError("remove", file(jid)) }
    }

    /// Sets a job's file aside, where nothing looks for it, so that it stops nothing and can still be examined.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func setAside(_ name: String) throws(FileError) {
        let folder = "\(path)/.damaged"
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw FileError("make the folder", folder) }
        guard rename("\(path)/\(name)", "\(folder)/\(name)") == 0 else { throw FileError("move", "\(path)/\(name)") }
    }

    /// What lies in the folder: the jobs that have a file, oldest first, and other names; hidden ones are passed over.
    ///
    /// - Throws: ``FileError`` where the folder cannot be listed.
    func list() throws(FileError) -> (jids: [JobID], others: [String]) {
        guard let handle = opendir(path) else {
            if errno == ENOENT { return ([], []) }
            throw FileError("list", path)
        }
        defer { closedir(handle) }
        var jids: [JobID] = []
        var others: [String] = []
        errno = 0
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            if let jid = JobID(name) { jids.append(jid) } else { others.append(name) }
            errno = 0
        }
        // Half a list would be jobs that nobody remembers.
        guard errno == 0 else { throw FileError("list", path) }
        return (jids.sorted(), others.sorted())
    }

    /// The jobs that have a file in the folder, oldest first, and how many bytes each has; a file that goes meanwhile is left
    /// out.
    ///
    /// - Throws: ``FileError`` where the folder cannot be listed.
    func sizes() throws(FileError) -> [(jid: JobID, bytes: Int)] {
        try list().jids
            .compactMap { jid in
                var status = stat()
                return lstat(file(jid), &status) == 0 ? (jid, Int(status.st_size)) : nil
            }
    }

    /// Makes the folder and those above it, where they are missing.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func makeFolder() throws(FileError) {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/\(part)"
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else { throw FileError("make the folder", made) }
        }
    }

    private func file(_ jid: JobID) -> String {
        "\(path)/\(jid)"
    }

    /// Gives a file its name; what somebody else has put there meanwhile is not replaced.
    private func moveToNew(_ temporary: String, _ jid: JobID) throws(FileError) {
        guard brine_rename_to_new(temporary, file(jid)) == 0 else {
            let error = FileError("rename", temporary)
            unlink(temporary)
            throw error
        }
        try syncRenamed(jid)
    }

    private func create(
        _ path: String,
        _ bytes: [UInt8],
        isNew: Bool = false,
        isSynced: Bool = true
    ) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | (isNew ? O_EXCL : O_TRUNC) | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("write", path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else {
                if errno == EINTR { continue }
                let error = FileError("write", path)
                unlink(path)
                throw error
            }
            rest = rest.dropFirst(count)
        }
        guard !isSynced || fsync(descriptor) == 0 else {
            let error = FileError("sync", path)
            unlink(path)
            throw error
        }
    }

    /// A rename is on disk only when its folder is; one that cannot be brought there is taken back.
    private func syncRenamed(_ jid: JobID) throws(FileError) {
        do {
            try syncFolder()
        } catch {
            unlink(file(jid))
            throw error
        }
    }

    private func syncFolder() throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError("sync", path) }
    }
}

/// The system would not do something with a file.
struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was tried.
    let action: String
    /// With which file.
    let path: String
    /// The system's error number.
    let code: Int32

    /// The error that the system has just given.
    init(_ action: String, _ path: String) {
        self.action = action
        self.path = path
        code = errno
    }

    /// The error in words.
    var description: String { "cannot \(action) \(path): \(String(cString: strerror(code)))" }
}
