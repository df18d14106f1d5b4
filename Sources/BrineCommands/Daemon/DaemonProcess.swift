import CLinux
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
    /// - Throws: What keeps it from the background.
    func run<Daemon: Service>(
        _ make: (Logger, @escaping @Sendable () -> Void) -> Daemon
    ) async throws -> ExitStatus {
        if startsBackground { return try Background.start() }
        let start = begin()
        defer { start.pid.remove() }
        // The group tells of its own doings at debug; what an operator wants to read the service tells.
        var quiet = start.logger
        quiet.logLevel = .critical
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [ServiceGroupConfiguration.ServiceConfiguration(service: make(start.logger, start.ready))],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: quiet
            )
        )
        do {
            try await group.run()
            return .success
        } catch {
            return ended(error, start.logger)
        }
    }

    /// Runs a service on this thread until SIGTERM or SIGINT, or starts it in the background and returns when it is ready.
    ///
    /// - Parameter serve: The service: given its logger, a descriptor that becomes readable when it shall stop, and what to
    ///   call when it is ready.
    /// - Returns: the process's exit code.
    /// - Throws: What keeps it from the background.
    func runHere(_ serve: (Logger, _ stop: Int32, _ ready: () -> Void) throws -> Void) throws -> ExitStatus {
        if startsBackground { return try Background.start() }
        let start = begin()
        defer { start.pid.remove() }
        do {
            let stop = brine_catch_signals()
            guard stop >= 0 else { throw SignalsRefused(code: errno) }
            try serve(start.logger, stop, start.ready)
            return .success
        } catch {
            return ended(error, start.logger)
        }
    }

    /// What a daemon has from its first moment on.
    private struct Start {
        let logger: Logger
        let pid: PIDFile
        let ready: @Sendable () -> Void
    }

    private func begin() -> Start {
        if let readyDescriptor { Background.prepare(readyDescriptor) }
        let log = DaemonLog(path: logFile, level: logLevel, showsOnStandardError: true)
        let logger = log.logger(name)
        let pid = PIDFile(pidFile)
        let readyDescriptor = readyDescriptor
        return Start(logger: logger, pid: pid) {
            if let problem = pid.write() { logger.warning("\(problem)") }
            guard let readyDescriptor else { return }
            log.leaveStandardError()
            Background.leaveTerminal()
            Background.tellReady(readyDescriptor)
        }
    }

    private func ended(_ error: any Error, _ logger: Logger) -> ExitStatus {
        logger.critical("\(name) stops: \(error)")
        if logLevel == .quiet { StandardError.write("[CRITICAL] \(name) stops: \(error)") }
        return .failure
    }
}

/// The system would not let the daemon catch its signals.
struct SignalsRefused: Error, CustomStringConvertible {
    let code: Int32

    var description: String { "cannot catch signals: \(String(cString: strerror(code)))" }
}
