import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// One of the daemons as a process: its log, its pid file, its signals, and the background.
struct DaemonProcess: Sendable {
    /// The command's name.
    let name: String
    /// Whether the command is to go into the background.
    let startsBackground: Bool
    /// In the background: where to say that the daemon is ready.
    let readyDescriptor: Int32?
    let logFile: String
    let logLevel: LogLevelName
    let pidFile: String

    init(name: String, options: DaemonOptions, logFile: String, logLevel: LogLevelName, pidFile: String) {
        self.name = name
        startsBackground = options.daemon && !options.isBackground
        readyDescriptor = options.readyDescriptor
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
        if startsBackground { return try Background.start() }
        if let readyDescriptor { Background.prepare(readyDescriptor) }
        let log = DaemonLog(path: logFile, level: logLevel, showsOnStandardError: true)
        let logger = log.logger(name)
        let pid = PIDFile(pidFile)
        let readyDescriptor = readyDescriptor
        let service = make(logger) {
            if let problem = pid.write() { logger.warning("\(problem)") }
            guard let readyDescriptor else { return }
            log.leaveStandardError()
            Background.leaveTerminal()
            Background.tellReady(readyDescriptor)
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
            if logLevel == .quiet { StandardError.write("[CRITICAL] \(name) stops: \(error)") }
            return .failure
        }
        return .success
    }
}
