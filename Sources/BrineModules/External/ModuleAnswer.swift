internal import BrineFormats
internal import MessagePack

/// What an executable has printed.
enum ModuleAnswer: Sendable, Hashable {
    /// One JSON value.
    case value(Value)
    /// Nothing but white space.
    case nothing
    /// Something else: its start, and what is wrong with it.
    case garbage(String)

    /// Reads all that was printed.
    init(_ bytes: [UInt8]) {
        guard bytes.contains(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }) else {
            self = .nothing
            return
        }
        do {
            self = .value(try JSONReader.read(bytes))
        } catch {
            self = .garbage("\(QuotedBytes.text(bytes)): \(error)")
        }
    }

    /// What was printed as an addition to a sentence; empty where that is nothing.
    var remark: String {
        switch self {
        case .value, .nothing: ""
        case .garbage(let found): ", and printed \(found)"
        }
    }
}
