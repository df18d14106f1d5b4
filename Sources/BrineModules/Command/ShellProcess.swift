internal import CLinux
internal import Glibc
internal import SystemPackage

/// A command's process from its start to its end.
///
/// It is started by a fork of our own, since nothing else can start it as another user or with another umask.
struct ShellProcess: Sendable {
    let command: ShellCommand
    /// The path of the program.
    let executable: String
    /// Where it starts.
    let directory: String

    /// Starts the process and waits for its end, which comes soon after the command's time limit at the latest.
    ///
    /// Blocks the calling thread.
    func run() throws(ShellCommandError) -> ShellCommandOutcome {
        let output = try OutputPipe(for: command.account)
        let error = command.mergesError ? nil : try OutputPipe(for: command.account)
        let pipes = [output, error].compactMap(\.self)
        let pid = try start(output: output.writeEnd, error: (error ?? output).writeEnd)
        // The command has copies of its own by now.
        for pipe in pipes { pipe.closeWriteEnd() }
        let watched = try watch(pid, pipes)
        return ShellCommandOutcome(
            pid: pid,
            retcode: try Self.reap(pid),
            output: watched.outputs[0],
            error: watched.outputs.count > 1 ? watched.outputs[1] : CapturedOutput(),
            overran: watched.overran
        )
    }

    private func start(output: FileDescriptor, error: FileDescriptor) throws(ShellCommandError) -> pid_t {
        let input = try inputFile()
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard nothing >= 0 else { throw .notStarted("/dev/null: \(String(cString: strerror(errno)))") }
        defer { close(nothing) }
        let arguments = CStrings(command.words)
        let environment = command.environment.variables
        let groups = command.account?.groups ?? []
        var failure = brine_start_failure()
        let pid = groups.withUnsafeBufferPointer { groups in
            executable.withCString { path in
                directory.withCString { folder in
                    var start = brine_start()
                    start.path = path
                    start.arguments = UnsafePointer(arguments.pointers)
                    start.environment = UnsafePointer(environment.pointers)
                    start.folder = folder
                    start.falls_to_root = command.directory == nil ? 1 : 0
                    start.input = input?.descriptor.rawValue ?? nothing
                    start.output = output.rawValue
                    start.error = error.rawValue
                    start.leads_session = command.leadsSession ? 1 : 0
                    start.sets_mask = command.fileMask == nil ? 0 : 1
                    start.mask = command.fileMask ?? 0
                    // Without root, the account is the caller's own.
                    start.sets_user = command.account != nil && geteuid() == 0 ? 1 : 0
                    start.user = command.account?.user ?? 0
                    start.group = command.account?.group ?? 0
                    start.group_count = groups.count
                    start.groups = groups.baseAddress
                    return brine_start(&start, &failure)
                }
            }
        }
        withExtendedLifetime((input, arguments, environment)) {}
        guard pid > 0 else { throw reason(failure) }
        return pid
    }

    private func inputFile() throws(ShellCommandError) -> TemporaryFile? {
        guard let text = command.input else { return nil }
        let file = try TemporaryFile(holding: text)
        // Otherwise the command could read what it was given and not open it by its name.
        if let account = command.account { fchown(file.descriptor.rawValue, account.user, account.group) }
        return file
    }

    private func reason(_ failure: brine_start_failure) -> ShellCommandError {
        let reason = String(cString: strerror(failure.error))
        return switch Int(failure.step) {
        case BRINE_STEP_FOLDER: .workingDirectory(directory)
        case BRINE_STEP_USER: .notStarted("the user cannot be changed: \(reason)")
        case BRINE_STEP_PROGRAM: .notStarted("Unable to run command '\(command.words[0])': \(reason)")
        default: .notStarted("the command cannot be started: \(reason)")
        }
    }

    private func watch(_ pid: pid_t, _ pipes: [OutputPipe]) throws(ShellCommandError) -> CommandWatch.Outcome {
        let streams = zip(pipes, ["stdout", "stderr"])
            .map { OutputStream($0.readEnd.rawValue, OutputStore(command.policy, ending: $1)) }
        let plan = TimeLimitPlan(limit: command.timeLimit, grace: command.grace, from: .now)
        do {
            var watch = try CommandWatch(pid, streams, plan)
            return watch.run()
        } catch {
            kill(pid, SIGKILL)
            _ = try? Self.reap(pid)
            throw error
        }
    }

    /// How a process that has ended did so.
    private static func reap(_ pid: pid_t) throws(ShellCommandError) -> Int64 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { throw .notStarted("waitpid: \(String(cString: strerror(errno)))") }
        }
        return brine_signalled(status) != 0 ? -Int64(brine_signal(status)) : Int64(brine_exit_code(status))
    }
}
