import Logging
import Synchronization

/// A log that is read by a test.
final class RecordingLog: Sendable {
    private let kept = Mutex<[String]>([])

    /// The entries, each with its level before it.
    var lines: [String] { kept.withLock { $0 } }

    /// A logger that writes to it.
    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    private func append(_ line: String) { kept.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let log: RecordingLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { log.append("\(event.level): \(event.message)") }
    }
}
