import BrineCore
import BrineMinion

extension MinionSettings {
    /// The settings that a configuration makes.
    ///
    /// - Throws: ``ConfigurationError`` where no id can be found.
    init(_ configuration: MinionConfiguration) throws {
        self.init(
            id: try configuration.minionID(),
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
            extraGrains: configuration.grains
        )
    }
}
