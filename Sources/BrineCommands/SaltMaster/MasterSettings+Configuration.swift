import BrineMaster

extension MasterSettings {
    /// The settings that a configuration makes.
    ///
    /// - Throws: ``ConfigurationError`` where the host's name cannot be the master's.
    init(_ configuration: MasterConfiguration) throws(ConfigurationError) {
        self.init(
            id: try configuration.masterID(),
            interface: configuration.interface.description,
            publishPort: configuration.publishPort,
            returnPort: configuration.returnPort,
            enrolmentPort: configuration.enrolmentPort,
            socketFolder: configuration.socketDirectory,
            cacheFolder: configuration.cacheDirectory,
            keyFolder: configuration.pkiDirectory,
            autoAccept: configuration.autoAccept,
            maximumWaitingKeys: configuration.maxPendingKeys,
            keepJobs: configuration.keepJobs,
            deliveryWindow: configuration.deliveryWindow,
            syncsStore: configuration.storeSync,
            heartbeatInterval: configuration.heartbeatInterval,
            gatherJobTimeout: configuration.gatherJobTimeout,
            nodegroups: configuration.targetGroups
        )
    }
}
