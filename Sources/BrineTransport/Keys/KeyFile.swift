internal import Glibc

/// Reads and writes the files that keys lie in: one key a file, 40 characters of Z85 and a newline.
enum KeyFile {
    /// The key's text, or nil where there is no such file.
    ///
    /// - Throws: ``KeyError`` where the file cannot be read or holds no key.
    static func read(_ path: String) throws(KeyError) -> String? {
        // Non-blocking: a pipe of that name must not hold up the master until somebody writes to it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("read", path)
        }
        defer { close(descriptor) }
        // One byte more than a key with its line end: a longer file is no key file.
        var buffer = [UInt8](repeating: 0, count: 43)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw failure("read", path) }
        guard count < buffer.count else { throw .malformed(path: path) }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        let key = text.trimmingSuffix(while: \.isWhitespace)
        guard key.utf8.count == 40, PublicKey(key) != nil else { throw .malformed(path: path) }
        return key
    }

    /// Writes a key whole: to a temporary name, synced, and renamed over the old file.
    static func write(_ key: String, to path: String, mode: mode_t) throws(KeyError) {
        let folder = folder(of: path)
        // Hidden, since every other name here may be a minion's; random, since nobody else may be writing it.
        let temporary = "\(folder)/.new-\(String(UInt64.random(in: 0...UInt64.max), radix: 16))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("write", path) }
        let line = Array("\(key)\n".utf8)
        let written = Glibc.write(descriptor, line, line.count)
        let synced = fsync(descriptor)
        let error = errno
        close(descriptor)
        guard written == line.count, synced == 0, rename(temporary, path) == 0 else {
            let reason = written == line.count && synced == 0 ? errno : error
            unlink(temporary)
            throw .system(action: "write", path: path, reason: String(cString: strerror(reason)))
        }
        try sync(folder: folder)
    }

    /// Makes what was renamed and removed in a folder survive a power cut; nothing where there is no such folder.
    static func sync(folder: String) throws(KeyError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw failure("sync", folder)
        }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync", folder) }
    }

    /// Makes a folder and those above it, where they are missing.
    static func makeFolder(_ path: String, mode: mode_t) throws(KeyError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/\(part)"
            if mkdir(made, mode) != 0, errno != EEXIST {
                throw failure("make the folder", made)
            }
        }
    }

    /// The names in a folder, without hidden ones, sorted; none where there is no such folder.
    static func names(in folder: String) throws(KeyError) -> [String] {
        guard let handle = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw failure("list", folder)
        }
        defer { closedir(handle) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(handle) else {
                // Half a list would shut minions out.
                guard errno == 0 else { throw failure("list", folder) }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private static func folder(of path: String) -> String {
        guard let end = path.lastIndex(of: "/") else { return "." }
        return end == path.startIndex ? "/" : String(path[..<end])
    }

    static func failure(_ action: String, _ path: String) -> KeyError {
        .system(action: action, path: path, reason: String(cString: strerror(errno)))
    }
}

extension StringProtocol {
    /// The text without its last characters that fit a condition.
    func trimmingSuffix(while condition: (Character) -> Bool) -> String {
        var end = endIndex
        while end > startIndex, condition(self[index(before: end)]) {
            end = index(before: end)
        }
        return String(self[..<end])
    }
}
