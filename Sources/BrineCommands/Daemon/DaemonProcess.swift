import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// One of the daemons as a process: its log, its pid file, its signals, and the background.
struct DaemonProcess: Sendable {
    /// The command's name.
    let name: String
    let options: DaemonOptionValues
    let logFile: String
    let logLevel: LogLevelName
    let pidFile: String

    init(name: String, options: DaemonOptions, logFile: String, logLevel: LogLevelName, pidFile: String) {
        self.name = name
        self.options = DaemonOptionValues(options)
        self.logFile = logFile
        self.logLevel = logLevel
        self.pidFile = pidFile
    }

    /// Runs a service until SIGTERM or SIGINT, or starts it in the background and returns when it is ready.
    ///
    /// - Parameter make: Makes the service, from its logger and what to call when it is ready.
    /// - Returns: the process's exit code.
    /// - Throws: What the service throws.
    func run<Daemon: Service>(
        _ make: (Logger, @escaping @Sendable () -> Void) -> Daemon
    ) async throws -> ExitStatus {
        if options.daemon { return try Background.start() }
        let log = DaemonLog(path: logFile, level: logLevel, showsOnStandardError: true)
        let logger = log.logger(name)
        let pid = PIDFile(pidFile)
        let readyDescriptor = options.readyDescriptor
        let service = make(logger) {
            if let problem = pid.write() { logger.warning("\(problem)") }
            guard let readyDescriptor else { return }
            Background.tellReady(readyDescriptor)
            if options.isBackground {
                log.leaveStandardError()
                Background.leaveTerminal()
            }
        }
        defer { pid.remove() }
        // The group tells of its own doings at debug; what an operator wants to read the service tells.
        var quiet = logger
        quiet.logLevel = .critical
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [ServiceGroupConfiguration.ServiceConfiguration(service: service)],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: quiet
            )
        )
        do {
            try await group.run()
        } catch {
            logger.critical("\(name) stops: \(error)")
            return .failure
        }
        return .success
    }
}

/// The daemons' options as plain values.
struct DaemonOptionValues: Sendable {
    let daemon: Bool
    let readyDescriptor: Int32?

    /// Whether this is the process that the foreground one started.
    let isBackground: Bool

    init(_ options: DaemonOptions) {
        daemon = options.daemon
        readyDescriptor = options.readyDescriptor
        isBackground = getenv(Background.mark) != nil
    }
}
