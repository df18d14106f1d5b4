import BrineCore
import BrineMinion
import MessagePack

extension MinionSettings {
    /// The settings that a configuration makes.
    ///
    /// - Throws: ``ConfigurationError`` where no id can be found.
    init(_ loaded: LoadedConfiguration<MinionConfiguration>) throws {
        let configuration = loaded.configuration
        let id = try configuration.minionID()
        var values = loaded.unknown
        for entry in configuration.values.entries { values[entry.key] = entry.value }
        values["id"] = .string(id.description)
        self.init(
            id: id,
            master: configuration.master.description,
            enrolmentPort: configuration.enrolmentPort,
            masterFinger: configuration.masterFinger?.description ?? "",
            keyFolder: configuration.pkiDirectory,
            cacheFolder: configuration.cacheDirectory,
            logFile: configuration.logFile,
            acceptanceWait: configuration.acceptanceWait,
            acceptanceWaitMax: configuration.acceptanceWaitMax,
            reconnectInterval: configuration.reconnectInterval,
            returnLimit: configuration.returnLimit,
            extraGrains: configuration.grains,
            grainsFile: "\(configuration.configurationDirectory)/grains",
            moduleFolders: configuration.moduleDirectories,
            processCountMax: configuration.processCountMax,
            outboxLimit: configuration.outboxLimit,
            cachesJobs: configuration.cachesJobs,
            keepJobs: configuration.keepJobs,
            configuration: values
        )
    }
}
