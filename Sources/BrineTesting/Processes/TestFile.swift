internal import Glibc

/// Files of a test's scratch folder.
public enum TestFile {
    /// A file's text.
    ///
    /// - Throws: ``TestFileError`` where it cannot be read.
    public static func read(_ path: String) throws -> String {
        String(decoding: try bytes(of: path), as: UTF8.self)
    }

    /// A file's bytes.
    ///
    /// - Throws: ``TestFileError`` where it cannot be read.
    public static func bytes(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TestFileError("read", path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// Writes a file, making its folder.
    ///
    /// - Throws: ``TestFileError`` where it cannot be written.
    public static func write(_ text: String, to path: String) throws {
        try write(Array(text.utf8), to: path)
    }

    /// Writes a file, making its folder.
    ///
    /// - Throws: ``TestFileError`` where it cannot be written.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        var made = ""
        for part in path.split(separator: "/").dropLast() {
            made += "/\(part)"
            mkdir(made, 0o755)
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw TestFileError("write", path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw TestFileError("write", path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Copies an executable, by a process of its own.
    ///
    /// A file that this process writes could not be run for a moment: whatever is just being started elsewhere in it has the
    /// file open for writing, too.
    ///
    /// - Throws: ``TestFileError`` where it cannot be copied.
    public static func copyExecutable(_ path: String, to copy: String) async throws {
        let result = try await CommandRun.run("/bin/cp", ["--preserve=mode", path, copy])
        guard result.status == 0 else { throw TestFileError(result.error) }
    }

    /// Writes an executable script, making its folder, in a way that lets it be run at once.
    ///
    /// - Throws: ``TestFileError`` where it cannot be written.
    public static func writeExecutable(_ text: String, to path: String) async throws {
        try write(text, to: "\(path).new")
        chmod("\(path).new", 0o755)
        try await copyExecutable("\(path).new", to: path)
        unlink("\(path).new")
    }

    /// The names in a folder, sorted; none where there is no folder.
    public static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a folder with all in it.
    public static func removeAll(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            for name in names(in: path) { removeAll("\(path)/\(name)") }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}

/// The system would not do something with a test's file.
public struct TestFileError: Error, CustomStringConvertible {
    /// The error in words.
    public let description: String

    init(_ description: String) {
        self.description = description
    }

    init(_ action: String, _ path: String) {
        description = "cannot \(action) \(path): \(String(cString: strerror(errno)))"
    }
}
