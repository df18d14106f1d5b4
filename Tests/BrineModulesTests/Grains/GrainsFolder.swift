import BrineModules
import BrineTesting
import Glibc
import Testing

/// A folder of its own with a grains file, which is removed with what the tests put in it.
final class GrainsFolder: Sendable {
    let path: String

    /// The folder, with a file of this text; without a text there is no file.
    init(_ text: String? = nil) throws {
        var template = Array("/tmp/brine-grains-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if let text { try write(text) }
    }

    deinit {
        TestFile.removeAll(path)
    }

    var file: GrainsFile { GrainsFile("\(path)/grains") }

    var places: MinionPlaces { MinionPlaces(grainsFile: file.path) }

    var names: [String] { TestFile.names(in: path) }

    func write(_ text: String) throws {
        try TestFile.write(text, to: file.path)
    }

    func text() throws -> String {
        try TestFile.read(file.path)
    }
}
