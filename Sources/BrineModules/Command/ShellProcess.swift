internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// A shell's process from its start to its end.
struct ShellProcess: Sendable {
    let command: ShellCommand
    /// Where it reads from; `/dev/null` for nil.
    let input: FileDescriptor?
    let output: FileDescriptor
    let error: FileDescriptor

    /// How a process came to its end.
    struct Ended: Sendable {
        var pid: Int32
        var retcode: Int64
        var overran = false
    }

    /// Starts the process and waits for its end, which comes at the command's time limit at the latest.
    func run() async throws(ShellCommandError) -> Ended {
        do {
            guard let limit = command.timeLimit else { return try await untilItsEnd { _ in } }
            return try await until(limit)
        } catch let error as SubprocessError where error.code == .failedToChangeWorkingDirectory {
            throw .workingDirectory(command.directory ?? "")
        } catch {
            throw .notStarted(String(describing: error))
        }
    }

    private func untilItsEnd(_ started: @Sendable (Int32) -> Void) async throws -> Ended {
        if let input {
            return try await run(reading: .fileDescriptor(input, closeAfterSpawningProcess: false), started)
        }
        return try await run(reading: .none, started)
    }

    private func run(
        reading source: some InputProtocol,
        _ started: @Sendable (Int32) -> Void
    ) async throws -> Ended {
        let result = try await Subprocess.run(
            command.configuration,
            input: source,
            output: .fileDescriptor(output, closeAfterSpawningProcess: false),
            error: .fileDescriptor(error, closeAfterSpawningProcess: false)
        ) { execution in
            started(execution.processIdentifier.value)
        }
        let retcode =
            switch result.terminationStatus {
            case .exited(let code): Int64(code)
            case .signaled(let signal): -Int64(signal)
            }
        return Ended(pid: result.processIdentifier.value, retcode: retcode)
    }

    private enum Event: Sendable {
        case ended(Ended)
        case limitReached
        case timerStopped
    }

    /// Cancelling the task that waits for the shell makes the library kill the shell.
    ///
    /// What the shell has started is listed before that, while it is still the shell's, and killed after it, when the
    /// shell can start no more.
    private func until(_ limit: Duration) async throws -> Ended {
        let shell = StartedProcess()
        return try await withThrowingTaskGroup(of: Event.self) { group in
            group.addTask { .ended(try await untilItsEnd { shell.pid.store($0, ordering: .relaxed) }) }
            group.addTask {
                do {
                    try await Task.sleep(for: limit)
                    return .limitReached
                } catch {
                    return .timerStopped
                }
            }
            var descendants: [Int32]?
            while let event = try await group.next() {
                switch event {
                case .limitReached:
                    descendants = ProcessTree.descendants(of: shell.pid.load(ordering: .relaxed))
                    group.cancelAll()
                case .ended(var ended):
                    group.cancelAll()
                    ProcessTree.end(descendants ?? [])
                    ended.overran = descendants != nil
                    return ended
                case .timerStopped: continue
                }
            }
            throw CancellationError()
        }
    }
}

/// The process id of a process that is being started, shared by the task that starts it and the one that ends it.
final class StartedProcess: Sendable {
    /// 0 until the process has started.
    let pid = Atomic<Int32>(0)
}

extension ShellCommand {
    fileprivate var configuration: Configuration {
        Configuration(
            executable: shell.utf8.contains(UInt8(ascii: "/")) ? .path(FilePath(shell)) : .name(shell),
            arguments: ["-c", text],
            environment: .inherit.updating(
                Dictionary(
                    environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) },
                    uniquingKeysWith: { $1 }
                )
            ),
            workingDirectory: directory.map { FilePath($0) }
        )
    }
}
