internal import BrineFormats
internal import Glibc
public import MessagePack

/// The YAML file of the grains that `grains.setval` and its kin keep.
///
/// Names with values, those of a map in order when it is written. Whoever changes it holds `<path>.lock` meanwhile, so
/// that of several workers none undoes what another has done. It is written whole: readers need no lock. Comments that
/// somebody wrote into it are lost with the first change, as in Salt.
public struct GrainsFile: Sendable, Hashable {
    /// The longest file that is read or written, in bytes.
    public static let longestFile = 1_024 * 1_024

    /// Where it is; empty where the minion keeps none.
    public let path: String

    /// The file at a path; nothing is read yet.
    public init(_ path: String) {
        self.path = path
    }

    /// What tells whether the file has changed, or nil where there is none; one system call.
    ///
    /// Taken before reading, so that a change in between is seen the next time.
    public var stamp: FileStamp? {
        path.isEmpty ? nil : FileStamp(of: path)
    }

    /// The grains that the file holds; none where there is no file.
    ///
    /// - Throws: ``GrainsFileError`` where it cannot be read, is no YAML, or holds something else than names with values.
    public func read() throws(GrainsFileError) -> ValueMap {
        guard !path.isEmpty, let bytes = try WholeFile.read(path, limit: Self.longestFile) else { return [:] }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .content(path, "expected text in UTF-8, found other bytes")
        }
        do throws(YAMLError) {
            return try YAMLMap.read(text)
        } catch {
            throw .unreadable(path, error)
        }
    }

    /// Changes the grains that the file holds, alone among all who do.
    ///
    /// Where nothing changes, nothing is written. Waits for others who change the file.
    ///
    /// - Parameter body: Makes of the grains that the file holds those that it shall hold.
    /// - Returns: What `body` returns.
    /// - Throws: ``GrainsFileError`` where the file cannot be read or written, and what `body` throws; the file is as it
    ///   was then.
    func change<Answer>(_ body: (inout ValueMap) throws -> Answer) throws -> Answer {
        guard !path.isEmpty else { throw GrainsFileError.absent }
        return try FileLock.holding("\(path).lock") {
            let before = try read()
            var after = before
            let answer = try body(&after)
            if after != before { try write(after) }
            return answer
        }
    }

    private func write(_ grains: ValueMap) throws(GrainsFileError) {
        let text = YAMLRenderer().render(.map(grains))
        guard text.utf8.count <= Self.longestFile else {
            throw .unwritable(path, "expected at most \(Self.longestFile) bytes, found \(text.utf8.count)")
        }
        do throws(YAMLError) {
            // What nobody can read again must not take the place of what can be read.
            _ = try YAMLMap.read(text)
        } catch {
            throw .unwritable(path, error.text)
        }
        let target = resolvedPath
        try checkWritable(target)
        try WholeFile.replace(target, with: Array(text.utf8), mode: 0o644)
    }

    /// The file itself where the path is a link to it: the link stays.
    private var resolvedPath: String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// A file that nobody may write is not replaced either, though the system would allow that, and root everything.
    private func checkWritable(_ target: String) throws(GrainsFileError) {
        var status = stat()
        guard stat(target, &status) == 0 else { return }
        guard status.st_mode & 0o222 != 0 else {
            throw .content(path, "expected a file that may be written, found a read-only one")
        }
        guard access(target, W_OK) == 0 else { throw .refused("write", path) }
    }
}
