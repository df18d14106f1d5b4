import ArgumentParser
import BrineCore
import BrineTransport
import Glibc
import Testing

@testable import BrineCommands

/// A master's key folders and its configuration in a folder of their own, removed with all they hold.
final class KeyRoom {
    let path: String
    let folders: MasterKeyFolders

    init() throws {
        var template = Array("/tmp/brine-salt-key-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        folders = MasterKeyFolders("\(path)/pki")
        try write("pki_dir: \(path)/pki\n", to: "master")
    }

    deinit { Self.remove(path) }

    /// Puts keys of these minions into a state; keys of different bytes are different.
    func put(_ names: String..., in state: KeyState, byte: UInt8 = 1) throws {
        try folders.make()
        for name in names { try folders.put(sampleKey(byte), of: minion(name), state) }
    }

    /// Each key's place, as in `minions_pre/web1`.
    func ids() throws -> Set<String> {
        var ids: Set<String> = []
        for state in KeyState.allCases { for id in try folders.ids(state) { ids.insert("\(state.rawValue)/\(id)") } }
        return ids
    }

    /// The state in which a minion has the key of a byte; nil where it has it nowhere.
    func state(of name: String, byte: UInt8) throws -> KeyState? {
        try KeyState.allCases.first { try folders.key(of: minion(name), $0) == sampleKey(byte) }
    }

    /// Runs the whole command; what it prints goes to a file and is given back.
    func run(_ arguments: String...) async throws -> (status: BrineCommands.ExitStatus, output: String) {
        unlink("\(path)/out")
        let command = try SaltKeyCommand.parse(["-c", path, "--out-file", "\(path)/out"] + arguments)
        let status = try await command.perform()
        return (status, text("out"))
    }

    /// Writes a file as it is.
    func write(_ text: String, to name: String) throws {
        let writer = try ConsoleWriter(path: "\(path)/\(name)", appending: false)
        try writer.writeLine(text)
    }

    /// Puts a file where an empty folder is.
    func replaceByFile(_ name: String) throws {
        try #require(rmdir("\(path)/\(name)") == 0)
        try write("", to: name)
    }

    /// A file's text; what is not there is empty.
    func text(_ name: String) -> String {
        let descriptor = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        return String(decoding: bytes[..<max(0, read(descriptor, &bytes, bytes.count))], as: UTF8.self)
    }

    private static func remove(_ path: String) {
        if let handle = opendir(path) {
            defer { closedir(handle) }
            while let entry = readdir(handle) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove("\(path)/\(name)") }
            }
        }
        if unlink(path) != 0 { rmdir(path) }
    }
}

/// A key of 32 equal bytes.
func sampleKey(_ byte: UInt8) throws -> PublicKey {
    try #require(PublicKey(bytes: [UInt8](repeating: byte, count: 32)))
}

/// A minion's id.
func minion(_ name: String) throws -> MinionID {
    try #require(MinionID(name))
}
