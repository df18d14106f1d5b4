internal import Glibc
internal import MessagePack
internal import SystemPackage

/// The descriptions that modules have given, a file a module, so that a call does not start an executable twice.
///
/// A file that is damaged, or that was written of another state of the executable, is not there: the description is asked
/// for anew. Nothing is lost with these files, so nothing that goes wrong with them is told.
struct DescriptionMemory: Sendable {
    /// The longest file that is read, in bytes: no description makes a longer one.
    private static let longestFile = 4 * 1_024 * 1_024

    /// Where the files are; nothing is remembered where this is empty.
    let folder: String

    /// The document that an executable has printed, or nil where it is not known.
    func document(of file: ModuleFile) -> Value? {
        guard !folder.isEmpty, let bytes = read(path(file)) else { return nil }
        guard let record = try? Value(messagePack: bytes), record["key"] == Self.key(file) else { return nil }
        return record["document"]
    }

    /// Keeps the document that an executable has printed.
    func remember(_ document: Value, of file: ModuleFile) {
        guard !folder.isEmpty, makeFolder() else { return }
        let record: Value = ["key": Self.key(file), "document": document]
        // Whoever describes the module at the same moment writes to a file of its own.
        let temporary = "\(folder)/.\(file.module).\(getpid()).\(UInt32.random(in: 0...UInt32.max))"
        guard write(record.messagePack, temporary), rename(temporary, path(file)) == 0 else {
            unlink(temporary)
            return
        }
    }

    private func path(_ file: ModuleFile) -> String {
        "\(folder)/\(file.module)"
    }

    /// What a document holds for: this file in this state.
    private static func key(_ file: ModuleFile) -> Value {
        [
            .string(file.path), Value(file.identity.inode), .int(file.identity.size), .int(file.identity.changed),
        ]
    }

    private func read(_ path: String) -> [UInt8]? {
        // What is no file would be waited for.
        let options: FileDescriptor.OpenOptions = [.closeOnExec, .nonBlocking]
        guard let file = try? FileDescriptor.open(path, .readOnly, options: options) else { return nil }
        defer { try? file.close() }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= Self.longestFile {
            guard let count = try? chunk.withUnsafeMutableBytes({ try file.read(into: $0) }) else { return nil }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        return nil
    }

    private func write(_ bytes: [UInt8], _ path: String) -> Bool {
        do {
            let file = try FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: .ownerReadWrite
            )
            try file.closeAfter { _ = try file.writeAll(bytes) }
            return true
        } catch {
            return false
        }
    }

    private func makeFolder() -> Bool {
        var made = ""
        for part in folder.split(separator: "/") {
            made += "/\(part)"
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else { return false }
        }
        return true
    }
}
