internal import Glibc
internal import SystemPackage

/// A program in a file of its own, which only who runs it may read and change; removed with this value.
final class ScriptFile: Sendable {
    /// Where it is: in the first temporary folder from which programs may be run, where there is one.
    let path: String

    /// No script is longer, in bytes.
    private static let longest = 64 * 1_024 * 1_024

    /// A file that holds a text.
    ///
    /// - Parameters:
    ///   - text: What it holds.
    ///   - ending: The end of its name, from the dot on; empty for none.
    ///   - account: Who runs it; the caller's own user for nil.
    /// - Throws: ``ShellCommandError/temporaryFile(_:)``.
    init(holding text: [UInt8], ending: String = "", for account: CommandAccount?) throws(ShellCommandError) {
        let file: FileDescriptor
        // Another user may not get into the caller's own folder.
        (path, file) = try Self.create(ending, in: account == nil ? TemporaryFolder.own : TemporaryFolder.shared)
        do {
            try file.writeAll(text)
            if let account { fchown(file.rawValue, account.user, account.group) }
            // A program that is open for writing cannot be run.
            try file.close()
        } catch {
            unlink(path)
            throw .temporaryFile(String(describing: error))
        }
    }

    deinit {
        unlink(path)
    }

    /// A copy of a file, whose name ends as the file's does.
    static func copy(of source: String, for account: CommandAccount?) throws(ShellCommandError) -> ScriptFile {
        let text: [UInt8]
        do {
            text = try read(source)
        } catch {
            throw .script(source, reason: String(describing: error))
        }
        let name = source.split(separator: "/").last ?? ""
        let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
        return try ScriptFile(holding: text, ending: ending, for: account)
    }

    private static func read(_ path: String) throws -> [UInt8] {
        // The open of a pipe without a writer would wait for one.
        let file = try FileDescriptor.open(FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
        defer { try? file.close() }
        var status = stat()
        guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw NoScript.noFile }
        guard status.st_size <= longest else { throw NoScript.tooLong(status.st_size) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= longest {
            let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        throw NoScript.tooLong(bytes.count)
    }

    private static func create(
        _ ending: String,
        in folders: [String]
    ) throws(ShellCommandError) -> (String, FileDescriptor) {
        var reason: any Error = Errno.noSuchFileOrDirectory
        for folder in folders.filter(runsPrograms) + folders.filter({ !runsPrograms($0) }) {
            let path = "\(folder)/\(TemporaryFolder.freshName)\(ending)"
            do {
                let file = try FileDescriptor.open(
                    FilePath(path),
                    .writeOnly,
                    options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: .ownerReadWriteExecute
                )
                return (path, file)
            } catch {
                reason = error
            }
        }
        throw .temporaryFile(String(describing: reason))
    }

    /// Whether the folder's file system is not mounted with noexec, which only keeps what an interpreter reads.
    private static func runsPrograms(_ folder: String) -> Bool {
        // The C library shows the flag's name to _GNU_SOURCE only.
        let noexec: UInt = 8
        var status = statvfs()
        return statvfs(folder, &status) == 0 && status.f_flag & noexec == 0
    }

    private enum NoScript: Error, CustomStringConvertible {
        case noFile
        case tooLong(Int)

        var description: String {
            switch self {
            case .noFile: "a regular file is expected"
            case .tooLong(let size): "at most \(ScriptFile.longest) bytes are expected, found \(size)"
            }
        }
    }
}
