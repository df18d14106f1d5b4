internal import Glibc
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// A module's executable from its start to its end.
struct ModuleProcess: Sendable {
    /// The executable.
    var path: String
    /// Its one argument.
    var argument: String
    /// What it reads from standard input; nothing for nil.
    ///
    /// It lies in a file without a name and not in a pipe, so that whoever reads none of it breaks nothing.
    var input: TemporaryFile?
    /// How many bytes it may print.
    var outputLimit: Int
    /// How long it may take; as long as it likes for nil.
    var timeLimit: Duration?

    /// What came of it.
    struct Ended: Sendable {
        var status: TerminationStatus
        /// All that it printed.
        var output: [UInt8]
        /// The end of what it wrote to standard error.
        var error: String

        /// How it ended, to go on with after its name.
        var how: String {
            switch status {
            case .exited(let code): "ended with exit code \(code)"
            case .signaled(let signal): "was ended by signal \(signal)"
            }
        }

        /// What it wrote to standard error, to end a message with; empty where it wrote nothing.
        var quotedError: String { error.isEmpty ? "" : "\nstandard error:\n\(error)" }
    }

    /// What the executable is called with, for messages.
    var call: String { "\(path) \(argument)" }

    /// Starts it and waits for its end.
    ///
    /// It stays in the caller's process group, so that a signal to the group reaches all that it starts. What it prints is
    /// read until it ends; a process that it leaves behind and that holds its output open is not waited for.
    func run() async throws(ModuleProblem) -> Ended {
        do {
            return if let timeLimit { try await within(timeLimit) } else { try await untilItsEnd { _ in } }
        } catch let problem as ModuleProblem {
            throw problem
        } catch {
            throw .notStarted(path: path, reason: Self.reason(error))
        }
    }

    private func untilItsEnd(_ started: @Sendable (Int32) -> Void) async throws -> Ended {
        // The executable reads from the descriptor that this file closes.
        defer { withExtendedLifetime(input) {} }
        if let input {
            return try await run(reading: .fileDescriptor(input.descriptor, closeAfterSpawningProcess: false), started)
        }
        return try await run(reading: .none, started)
    }

    private func run(
        reading source: some InputProtocol,
        _ started: @Sendable (Int32) -> Void
    ) async throws -> Ended {
        let result = try await Subprocess.run(
            Configuration(executable: .path(FilePath(path)), arguments: [argument]),
            input: source,
            output: .sequence,
            error: .sequence
        ) { execution in
            started(execution.processIdentifier.value)
            async let error = tail(of: execution.standardError, execution.processIdentifier)
            let output = try await all(of: execution.standardOutput, execution.processIdentifier)
            return (output, try await error)
        }
        return Ended(
            status: result.terminationStatus,
            output: result.closureResult.0,
            error: result.closureResult.1.text
        )
    }

    /// The whole output; what goes on beyond the limit is ended, with all it started.
    private func all(of stream: SubprocessOutputSequence, _ process: ProcessIdentifier) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in stream {
            buffer.withUnsafeBytes { bytes += $0 }
            guard bytes.count <= max(outputLimit, 0) else {
                let descendants = ProcessTree.descendants(of: process.value)
                ProcessTree.end([process.value] + descendants)
                throw ModuleProblem.tooLong(call: call, limit: outputLimit)
            }
        }
        return bytes
    }

    private func tail(of stream: SubprocessOutputSequence, _ process: ProcessIdentifier) async throws -> OutputTail {
        var tail = OutputTail()
        for try await buffer in stream {
            let isLate = process.hasEnded
            buffer.withUnsafeBytes { tail.append($0, isLate: isLate) }
            if tail.isFull { break }
        }
        return tail
    }
}

extension ModuleProcess {
    private enum Event: Sendable {
        case ended(Ended)
        case limitReached
        case timerStopped
    }

    /// Cancelling the task that waits for the process makes the library kill it; what it has started is listed before that
    /// and killed after it.
    private func within(_ limit: Duration) async throws -> Ended {
        let process = StartedProcess()
        return try await withThrowingTaskGroup(of: Event.self) { group in
            group.addTask { .ended(try await untilItsEnd { process.pid.store($0, ordering: .relaxed) }) }
            group.addTask {
                do {
                    try await Task.sleep(for: limit)
                    return .limitReached
                } catch {
                    return .timerStopped
                }
            }
            while let event = try await group.next() {
                switch event {
                case .limitReached:
                    let descendants = ProcessTree.descendants(of: process.pid.load(ordering: .relaxed))
                    group.cancelAll()
                    try? await group.waitForAll()
                    ProcessTree.end(descendants)
                    throw ModuleProblem.overran(call: call, limit: limit)
                case .ended(let ended):
                    group.cancelAll()
                    return ended
                case .timerStopped: continue
                }
            }
            throw CancellationError()
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? SubprocessError else { return String(describing: error) }
        if error.code == .executableNotFound { return "the program that its first line names (#!) cannot be run" }
        if error.underlyingError == .execFormatError { return "it is no program, and has no first line as #!/bin/sh" }
        return error.underlyingError.map { String(describing: $0) } ?? String(describing: error)
    }
}

extension ProcessIdentifier {
    /// Whether the process has ended; its end is not waited for here.
    fileprivate var hasEnded: Bool {
        var descriptor = pollfd(fd: processDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }
}
