import BrineCore
import Synchronization

/// What a command says of its own work on standard error, beside its answers: as much of it as `-l` asks for.
///
/// One for the whole process, as standard error is.
enum CommandLog {
    private static let threshold = Mutex(LogLevelName.warning)

    /// The least that is said; warnings and errors, unless `-l` has it otherwise.
    static var level: LogLevelName {
        get { threshold.withLock { $0 } }
        set { threshold.withLock { $0 = newValue } }
    }

    /// Says something, where its level is asked for: each line with the level's word before it.
    static func write(_ level: LogLevelName, _ text: @autoclosure () -> String) {
        guard level >= self.level else { return }
        let word = level.rawValue.uppercased()
        let start = "[\(word)\(String(repeating: " ", count: max(0, 8 - word.count)))] "
        let lines = text().split(separator: "\n", omittingEmptySubsequences: false)
        StandardError.write(lines.map { start + $0 }.joined(separator: "\n"))
    }

    /// Says that a command that waits for a job's answers hears nothing of its master.
    static func masterIsSilent(while jid: JobID) {
        write(
            .warning,
            "the master does not answer; job \(jid) goes on, and so does this command when it is back. ctrl-C ends the command alone"
        )
    }
}
