internal import BrineCore
internal import BrineTransport
internal import MessagePack

/// The versions of what a minion is built of, for `test.versions`.
enum MinionVersions {
    /// By name.
    static var all: ValueMap {
        var versions: ValueMap = ["Brine": .string(brineVersion)]
        for library in BusLibraries.versions { versions[.string(library.name)] = .string(library.version) }
        return versions
    }
}
