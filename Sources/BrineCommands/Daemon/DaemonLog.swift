import BrineCore
import Glibc
import Logging
import Synchronization

/// Where a daemon's log goes: its file, and standard error while it runs in the foreground.
final class DaemonLog: Sendable {
    private let threshold: Logger.Level?
    private let file: Int32?
    private let showsOnStandardError: Mutex<Bool>

    /// A log.
    ///
    /// - Parameters:
    ///   - path: The file, opened for appending; its folder is made where it is missing.
    ///   - level: The least that is logged.
    ///   - showsOnStandardError: Whether it is shown there too.
    init(path: String, level: LogLevelName, showsOnStandardError: Bool) {
        threshold = level.threshold
        self.showsOnStandardError = Mutex(showsOnStandardError)
        if let slash = path.lastIndex(of: "/") {
            var made = ""
            for part in path[..<slash].split(separator: "/") {
                made += "/\(part)"
                mkdir(made, 0o755)
            }
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        file = descriptor >= 0 ? descriptor : nil
        if descriptor < 0 {
            StandardError.write("[WARNING ] cannot open the log \(path): \(String(cString: strerror(errno)))")
        }
    }

    deinit {
        if let file { close(file) }
    }

    /// The logger that writes here.
    func logger(_ name: String) -> Logger {
        Logger(label: name) { _ in Handler(log: self) }
    }

    /// From now on only the file: nobody looks at standard error any more.
    func leaveStandardError() {
        showsOnStandardError.withLock { $0 = false }
    }

    private func write(_ level: Logger.Level, _ message: String) {
        let word = Self.word(level)
        let line = Self.oneLine(message)
        showsOnStandardError.withLock { shows in
            if shows { StandardError.write("[\(word)] \(line)") }
            guard let file else { return }
            let time = CivilTime(.now()).isoText
            let bytes = Array("\(time) [\(word)][\(getpid())] \(line)\n".utf8)
            _ = Glibc.write(file, bytes, bytes.count)
        }
    }

    /// A message in one line, whatever a minion or a user put into it: a log cannot be forged by a line break.
    static func oneLine(_ message: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in message.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": line.append(contentsOf: " | ".unicodeScalars)
            case "\t": line.append(" ")
            default: line.append(scalar.value < 32 || scalar.value == 127 ? "?" : scalar)
            }
        }
        return String(line)
    }

    /// A level as Salt writes it, eight characters wide.
    private static func word(_ level: Logger.Level) -> String {
        switch level {
        case .trace: "TRACE   "
        case .debug: "DEBUG   "
        case .info: "INFO    "
        case .notice: "NOTICE  "
        case .warning: "WARNING "
        case .error: "ERROR   "
        case .critical: "CRITICAL"
        }
    }

    private struct Handler: LogHandler {
        let log: DaemonLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level

        init(log: DaemonLog) {
            self.log = log
            logLevel = log.threshold ?? .critical
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            guard log.threshold != nil else { return }
            log.write(event.level, event.message.description)
        }
    }
}
