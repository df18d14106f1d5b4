import BrineCore
import BrineModules
import MessagePack
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A folder for modules of a test, and one for their descriptions; gone with this value.
final class ModuleFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/brine-modules-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
        #expect(mkdir("\(path)/modules", 0o755) == 0)
    }

    deinit {
        var names = ["", "/modules", "/more", "/descriptions", "/linked"]
        while let name = names.popLast() {
            let folder = path + name
            guard let stream = opendir(folder) else { continue }
            while let entry = readdir(stream) {
                unlink("\(folder)/\(Self.name(entry))")
            }
            closedir(stream)
            rmdir(folder)
        }
    }

    /// The places of a minion that has this folder.
    var places: MinionPlaces {
        MinionPlaces(
            moduleFolders: ["", "\(path)/modules", "\(path)/more"],
            descriptionFolder: "\(path)/descriptions"
        )
    }

    /// The names in a folder of it.
    func names(in folder: String) -> [String] {
        guard let stream = opendir("\(path)/\(folder)") else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) { names.append(Self.name(entry)) }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    /// Waits until no process holds the lock of a file: what a test has started with `flock` is gone then.
    func waitUntilFree(_ name: String) async throws {
        let file = open("\(path)/\(name)", O_RDONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Writes a file by a shell of its own.
    ///
    /// A descriptor of this process that is open for writing could be inherited by what another test starts, and the system
    /// runs no file that is open for writing.
    func write(_ name: String, _ text: String, mode: String = "755") async throws {
        let command = "mkdir -p $(dirname \(name)) && cat > \(name) && chmod \(mode) \(name)"
        let result = try await call(
            "cmd.run",
            .string(command),
            keyword: ["cwd": .string(path), "stdin": .string(text)]
        )
        #expect(result.success, "\(result.text)")
    }

    /// A shell script in the first folder whose one function is described as taking anything.
    func install(_ body: String, as module: String = "probe") async throws {
        try await write("modules/\(module)", Self.script(body))
    }

    /// The text of such a script.
    static func script(_ body: String) -> String {
        """
        #!/bin/sh
        if [ "$1" = --describe ]; then echo '{"functions": {"go": {}, "stop": {"summary": "Stops."}}}'; exit; fi
        \(body)
        """
    }

    private static func name(_ entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
    }
}
