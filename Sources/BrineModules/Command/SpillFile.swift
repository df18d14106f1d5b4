internal import Glibc
internal import SystemPackage

/// A file that takes a long output of a command.
final class SpillFile {
    /// Where it is, or nil for a file without a name.
    let path: String?
    /// How many bytes it holds.
    private(set) var size = 0

    private let descriptor: FileDescriptor

    /// A new file of a name in a folder, which is made where it is missing; without a name where that cannot be.
    ///
    /// - Parameters:
    ///   - folder: The folder; empty for none.
    ///   - name: The file's name; a number is put before its ending where another file has it.
    ///   - ending: The file's ending, without a dot.
    /// - Throws: ``ShellCommandError/temporaryFile(_:)`` where there can be no file without a name either.
    init(folder: String, name: String, ending: String) throws(ShellCommandError) {
        if let (path, descriptor) = Self.named(folder, name, ending) {
            self.path = path
            self.descriptor = descriptor
        } else {
            path = nil
            descriptor = try TemporaryFile.open()
        }
    }

    deinit {
        // Nothing can be done about a failure to close; what could not be written was told by the write.
        try? descriptor.close()
    }

    /// Several commands of one job may each have a long output; of more than these the rest is kept without a name.
    private static let mostNames = 100

    private static func named(_ folder: String, _ name: String, _ ending: String) -> (String, FileDescriptor)? {
        guard !folder.isEmpty else { return nil }
        mkdir(folder, 0o700)
        for number in 1...mostNames {
            let path = "\(folder)/\(name)\(number == 1 ? "" : ".\(number)").\(ending)"
            do {
                let file = try FileDescriptor.open(
                    FilePath(path),
                    .readWrite,
                    options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: .ownerReadWrite
                )
                return (path, file)
            } catch Errno.fileExists {
                continue
            } catch {
                return nil
            }
        }
        return nil
    }

    /// Adds bytes at the end; what was written before an error counts.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < bytes.count {
            let step = try descriptor.write(UnsafeRawBufferPointer(rebasing: bytes[written...]))
            written += step
            size += step
        }
    }

    /// The first bytes, as many as can be read.
    func start(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let free = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                guard let step = try? descriptor.read(fromAbsoluteOffset: Int64(filled), into: free), step > 0 else {
                    return
                }
                filled += step
            }
        }
    }

    /// Takes the file's name away, so that it is gone with this value.
    func remove() {
        if let path { unlink(path) }
    }
}
