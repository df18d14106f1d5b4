internal import Glibc
internal import SystemPackage

/// Small files of the system, read whole; what cannot be read is simply not there.
enum SmallFile {
    /// The longest file that is read whole where nothing else is said, in bytes.
    static let limit = 1_024 * 1_024

    /// The file's text, or nil where it cannot be read; of a file longer than the limit, in bytes, the start.
    static func text(at path: String, limit: Int = limit) -> String? {
        bytes(at: path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The file's bytes, or nil where it cannot be read; of a file longer than the limit the start.
    static func bytes(at path: String, limit: Int = limit) -> [UInt8]? {
        guard let file = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else { return nil }
        defer { try? file.close() }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while bytes.count < limit {
            guard let count = try? chunk.withUnsafeMutableBytes({ try file.read(into: $0) }) else { return nil }
            if count == 0 { break }
            bytes += chunk[..<min(count, limit - bytes.count)]
        }
        return bytes
    }

    /// The file's first line without white space around it, or nil where there is none.
    static func line(at path: String) -> String? {
        guard let line = text(at: path)?.split(whereSeparator: \.isNewline).first else { return nil }
        let words = line.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// Whether there is something at a path.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Where a symbolic link leads, as it is written there; nil where there is none, or for a path of 4 KiB or more.
    static func linkTarget(at path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4_096) { room in
            guard let start = room.baseAddress else { return nil }
            let length = readlink(path, start, room.count)
            guard length > 0, length < room.count else { return nil }
            return String(decoding: room[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// The names in a folder, in order; none where it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
