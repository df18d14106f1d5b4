internal import BrineTransport
internal import MessagePack

/// The versions of the libraries that a minion works with, for `test.versions`.
enum MinionVersions {
    /// By name.
    static let all = ValueMap(BusLibraries.versions.map { (.string($0.name), .string($0.version)) })
}
