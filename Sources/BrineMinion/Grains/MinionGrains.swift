internal import BrineModules
internal import Logging
internal import MessagePack

/// The minion's grains, found out at its start and anew when something has changed.
///
/// Belongs to the minion's thread. Finding them out takes a few milliseconds; seeing whether something has changed takes two
/// looks at files, which is done before each job.
final class MinionGrains {
    /// What the minion knows of its machine.
    private(set) var current: ValueMap = [:]

    private let settings: MinionSettings
    private let logger: Logger
    private var fileGrains: ValueMap = [:]
    private var fileStamp: FileStamp?
    private var markStamp: FileStamp?

    /// Finds the grains out.
    init(_ settings: MinionSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
        renew()
    }

    /// Finds the grains out anew, where somebody has asked for it or the grains file is another.
    ///
    /// - Parameter isWanted: Whether somebody has asked, within this process.
    func refresh(isWanted: Bool = false) {
        let hasChanged =
            FileStamp(of: settings.grainsFile) != fileStamp || FileStamp(of: settings.grainsMark) != markStamp
        if isWanted || hasChanged { renew() }
    }

    /// What the grains are by these settings, for a process that asks once.
    ///
    /// - Throws: Why the grains file cannot be read, in words.
    static func collect(_ settings: MinionSettings) throws -> ValueMap {
        try collect(settings, file: fileGrains(settings))
    }

    private func renew() {
        // Looked at before it is read: a change meanwhile shows at the next look.
        fileStamp = FileStamp(of: settings.grainsFile)
        markStamp = FileStamp(of: settings.grainsMark)
        do {
            fileGrains = try Self.fileGrains(settings)
        } catch {
            logger.error("\(error); the grains that were read of it before stay")
        }
        current = Self.collect(settings, file: fileGrains)
    }

    private static func fileGrains(_ settings: MinionSettings) throws -> ValueMap {
        settings.grainsFile.isEmpty ? [:] : try GrainsFile(settings.grainsFile).read()
    }

    private static func collect(_ settings: MinionSettings, file: ValueMap) -> ValueMap {
        GrainsCollector.collect(id: settings.id, master: settings.master, file: file, extra: settings.extraGrains)
    }
}
