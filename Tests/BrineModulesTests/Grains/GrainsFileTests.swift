import BrineTesting
import Glibc
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The grains file` {
    @Test func `that is missing or empty holds nothing`() throws {
        #expect(try GrainsFolder().file.read() == [:])
        #expect(try GrainsFolder("").file.read() == [:])
        #expect(try GrainsFolder("# nothing yet\n").file.read() == [:])
        #expect(try GrainsFile("").read() == [:])
    }

    @Test func `holds names with values`() throws {
        let folder = try GrainsFolder("roles: [web, db]\nrack: 7\nno: {5: x}\n")

        #expect(try folder.file.read() == ["roles": ["web", "db"], "rack": 7, "no": ["5": "x"]])
    }

    @Test func `is written whole, in order of the names, and readable for all`() throws {
        let folder = try GrainsFolder()
        let mask = umask(0o077)
        defer { umask(mask) }

        try folder.file.change { $0 = ["zone": ["b": 1, "a": ["x"]], "day": "2026-01-01", "empty": nil] }

        #expect(try folder.text() == "day: '2026-01-01'\nempty: null\nzone:\n  a:\n  - x\n  b: 1\n")
        #expect(try folder.file.read() == ["day": "2026-01-01", "empty": nil, "zone": ["a": ["x"], "b": 1]])
        #expect(try mode(of: folder.file.path) == 0o644)
        #expect(folder.names == ["grains", "grains.lock"])
    }

    @Test func `keeps its mode and its owners`() throws {
        let folder = try GrainsFolder("token: secret\n")
        try #require(chmod(folder.file.path, 0o600) == 0)
        try folder.file.change { $0["b"] = 2 }
        #expect(try mode(of: folder.file.path) == 0o600)
        guard geteuid() == 0 else { return }
        try #require(chown(folder.file.path, 1, 2) == 0)
        try folder.file.change { $0["b"] = 3 }
        var status = stat()
        try #require(stat(folder.file.path, &status) == 0)
        #expect(status.st_uid == 1)
        #expect(status.st_gid == 2)
    }

    @Test func `may be a link, which stays one`() throws {
        let folder = try GrainsFolder()
        try TestFile.write("a: 1\n", to: "\(folder.path)/real")
        try #require(symlink("real", folder.file.path) == 0)

        try folder.file.change { $0["b"] = 2 }

        #expect(try TestFile.read("\(folder.path)/real") == "a: 1\nb: 2\n")
        #expect(try mode(of: folder.file.path, followsLinks: false) & S_IFMT == S_IFLNK)
    }

    @Test func `is not touched where nothing changes`() throws {
        let folder = try GrainsFolder("a: 1 # one\n")
        let stamp = folder.file.stamp

        try folder.file.change { $0["a"] = 1 }

        #expect(try folder.text() == "a: 1 # one\n")
        #expect(folder.file.stamp == stamp)
    }

    @Test func `has another stamp after each change and none where it is missing`() throws {
        let folder = try GrainsFolder()
        #expect(folder.file.stamp == nil)
        #expect(GrainsFile("").stamp == nil)

        try folder.file.change { $0["a"] = 1 }
        let first = try #require(folder.file.stamp)
        #expect(folder.file.stamp == first)
        try folder.file.change { $0["a"] = 2 }
        let second = try #require(folder.file.stamp)
        #expect(second != first)
        try folder.write("a: 22\n")
        #expect(folder.file.stamp != second)
    }

    @Test(arguments: [
        ("a: b: c\n", "grains:1:5: broken YAML: mapping values are not allowed in this context"),
        ("- a\n", "grains:1:1: expected names with values, as in `name: value`, found a list"),
        ("a: 1\na: 2\n", "grains:1:1: expected each key once in a file, found twice: a"),
    ])
    func `that cannot be read is named with the place and the reason, and stays`(text: String, reason: String) throws {
        let folder = try GrainsFolder(text)

        let reading = try #require(throws: GrainsFileError.self) { try folder.file.read() }
        let changing = try #require(throws: GrainsFileError.self) { try folder.file.change { $0["b"] = 1 } }

        #expect(reading.description == "\(folder.path)/\(reason)")
        #expect(changing == reading)
        #expect(try folder.text() == text)
    }

    @Test func `of other bytes than UTF-8 is refused`() throws {
        let folder = try GrainsFolder()
        let descriptor = open(folder.file.path, O_WRONLY | O_CREAT, 0o644)
        try #require(write(descriptor, [UInt8(0x61), 0x3a, 0x20, 0xff], 4) == 4)
        close(descriptor)

        let error = try #require(throws: GrainsFileError.self) { try folder.file.read() }
        #expect(error.description == "\(folder.file.path): expected text in UTF-8, found other bytes")
    }

    @Test func `that is no regular file is refused`() throws {
        let folder = try GrainsFolder()
        try #require(mkfifo(folder.file.path, 0o600) == 0)

        let error = try #require(throws: GrainsFileError.self) { try folder.file.read() }
        #expect(error.description == "\(folder.file.path): expected a regular file, found something else")
    }

    @Test func `that nobody may write stays as it is`() throws {
        let folder = try GrainsFolder("a: 1\n")
        try #require(chmod(folder.file.path, 0o444) == 0)

        let error = try #require(throws: GrainsFileError.self) { try folder.file.change { $0["a"] = 2 } }

        let reason = "expected a file that may be written, found a read-only one"
        #expect(error.description == "\(folder.file.path): \(reason)")
        #expect(try folder.text() == "a: 1\n")
    }

    @Test func `in a folder that is missing cannot be changed`() throws {
        let folder = try GrainsFolder()
        let file = GrainsFile("\(folder.path)/none/grains")

        #expect(try file.read() == [:])
        let error = try #require(throws: GrainsFileError.self) { try file.change { $0["a"] = 2 } }
        #expect(error.description == "cannot open \(file.path).lock: No such file or directory")
    }

    @Test func `that the minion has none of cannot be changed`() throws {
        let error = try #require(throws: GrainsFileError.self) { try GrainsFile("").change { $0["a"] = 2 } }

        #expect(error.description == "this minion keeps no grains file")
    }

    @Test func `stays where what should replace it is too long or too deep`() throws {
        let folder = try GrainsFolder("a: 1\n")
        let long = Value.string(String(repeating: "x", count: GrainsFile.longestFile))
        let deep = (0..<40).reduce(Value.null) { value, _ in [value] }

        for value in [long, deep] {
            let error = try #require(throws: GrainsFileError.self) { try folder.file.change { $0["a"] = value } }
            #expect(error.description.hasPrefix("these grains cannot be kept in \(folder.file.path): expected at most"))
        }
        #expect(try folder.text() == "a: 1\n")
        try folder.write(String(repeating: "#", count: GrainsFile.longestFile + 1))
        let error = try #require(throws: GrainsFileError.self) { try folder.file.read() }
        #expect(error.description == "\(folder.file.path): expected at most 1048576 bytes, found more")
    }

    @Test func `stays where a change fails, and can be changed again`() throws {
        struct Refusal: Error {}
        let folder = try GrainsFolder("a: 1\n")

        #expect(throws: Refusal.self) {
            try folder.file.change { grains in
                grains["a"] = 2
                throw Refusal()
            }
        }

        #expect(try folder.text() == "a: 1\n")
        try folder.file.change { $0["a"] = 3 }
        #expect(try folder.text() == "a: 3\n")
    }

    @Test func `is written over what a broken run has left`() throws {
        let folder = try GrainsFolder("a: 1\n")
        try TestFile.write("a: ", to: "\(folder.file.path).new")

        try folder.file.change { $0["b"] = 2 }

        #expect(try folder.text() == "a: 1\nb: 2\n")
        #expect(folder.names == ["grains", "grains.lock"])
    }

    @Test func `keeps the changes of all who change it at once`() async throws {
        let folder = try GrainsFolder()

        await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try folder.file.change { grains in
                        let count = grains["count"]?.intValue ?? 0
                        grains["count"] = .int(count + 1)
                        grains["n\(number)"] = .int(count)
                    }
                }
            }
        }

        let grains = try folder.file.read()
        #expect(grains["count"] == 40)
        #expect(Set((0..<40).compactMap { grains["n\($0)"]?.intValue }) == Set(0..<40))
    }

    private func mode(of path: String, followsLinks: Bool = true) throws -> mode_t {
        var status = stat()
        try #require((followsLinks ? stat(path, &status) : lstat(path, &status)) == 0)
        return followsLinks ? status.st_mode & 0o777 : status.st_mode
    }
}
