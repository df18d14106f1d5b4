import ArgumentParser
import BrineCore
import BrineModules
import BrineTransport
import MessagePack

/// `-V`: the versions of Brine, of what it is built of and of the system, for reports of what is wrong.
///
/// Stands first among a command's options: it is answered whatever else is missing.
struct VersionsOption: ParsableArguments {
    @Flag(
        name: [.customShort("V"), .customLong("versions-report")],
        help: "Print the versions of Brine, of what it is built of and of the system."
    )
    var versionsReport = false

    func validate() throws {
        guard versionsReport else { return }
        let libraries = ValueMap(BusLibraries.versions.map { (.string($0.name), .string($0.version)) })
        throw CleanExit.message(VersionsReport(libraries: libraries, grains: GrainsCollector.system()).text)
    }
}
