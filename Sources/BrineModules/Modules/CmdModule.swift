internal import BrineCore
internal import MessagePack

/// The module `cmd`: commands of the system.
enum CmdModule {
    static let functions: [ExecutionFunction] = [run, runAll, runStdout, runStderr, retcode].compactMap(\.self)

    private static let run = ExecutionFunction(
        "cmd.run",
        "Runs a command in a shell and answers what it wrote, standard output and error in the order they came.",
        details: details,
        parameters: parameters,
        body: .process { context, arguments in
            try await answer(context, arguments, mergesError: true) { .string($0.output) }
        }
    )

    private static let runAll = ExecutionFunction(
        "cmd.run_all",
        "Runs a command in a shell and answers a map of its pid, retcode, stdout and stderr.",
        details: details,
        parameters: parameters,
        body: .process { context, arguments in
            try await answer(context, arguments) { outcome in
                [
                    "pid": .int(Int64(outcome.pid)), "retcode": .int(outcome.retcode),
                    "stdout": .string(outcome.output), "stderr": .string(outcome.error),
                ]
            }
        }
    )

    private static let runStdout = ExecutionFunction(
        "cmd.run_stdout",
        "Runs a command in a shell and answers what it wrote to standard output.",
        details: details,
        parameters: parameters,
        body: .process { context, arguments in try await answer(context, arguments) { .string($0.output) } }
    )

    private static let runStderr = ExecutionFunction(
        "cmd.run_stderr",
        "Runs a command in a shell and answers what it wrote to standard error.",
        details: details,
        parameters: parameters,
        body: .process { context, arguments in try await answer(context, arguments) { .string($0.error) } }
    )

    private static let retcode = ExecutionFunction(
        "cmd.retcode",
        "Runs a command in a shell and answers its exit code.",
        details: details,
        parameters: parameters,
        body: .process { context, arguments in try await answer(context, arguments) { .int($0.retcode) } }
    )
}

extension CmdModule {
    private static let details =
        "The result code is the command's exit code, or the number of the signal that ended it, negative. White space "
        + "at the end of the output is cut off."

    private static let parameters: [Parameter] = [
        .required("cmd", .text, "what the shell is to run"),
        .optional("cwd", .text, "the directory to start in, as an absolute path; the minion's own without it"),
        .optional("env", .map, "variables to set, as in {LANG: C}; null removes one"),
        .optional("stdin", .text, "what the command reads from standard input; nothing without it"),
        .optional("shell", .text, default: "/bin/sh", "the shell, which is called with -c and the command"),
        .optional("timeout", .number, "after how many seconds to kill the command and what it started"),
        .optional("ignore_retcode", .boolean, default: false, "whether the call succeeds whatever the exit code is"),
    ]

    private static func answer(
        _ context: CallContext,
        _ arguments: BoundArguments,
        mergesError: Bool = false,
        _ value: (ShellCommandOutcome) -> Value
    ) async throws -> FunctionResult {
        var command = try command(arguments)
        command.mergesError = mergesError
        command.outputLimit = context.outputLimit
        let ignoresRetcode = try arguments.bool("ignore_retcode")
        do {
            var outcome = try await command.run()
            if outcome.overran {
                outcome.retcode = 1
                let note = "Timed out after \(try arguments.value("timeout").argumentText) seconds"
                outcome.output = outcome.output.isEmpty ? note : "\(outcome.output)\n\(note)"
            }
            return FunctionResult(value(outcome), retcode: ignoresRetcode && !outcome.overran ? 0 : outcome.retcode)
        } catch let error as ShellCommandError {
            return FunctionResult(.string("ERROR: \(error)"), retcode: 1)
        }
    }

    private static func command(_ arguments: BoundArguments) throws(ArgumentError) -> ShellCommand {
        var command = ShellCommand(text: try arguments.string("cmd"))
        command.shell = try arguments.string("shell")
        command.directory = try arguments.optionalString("cwd")
        command.environment = try environment(arguments.optionalMap("env") ?? [:])
        command.input = try arguments.optionalString("stdin")
        if try arguments.value("timeout") != .null { command.timeLimit = try arguments.seconds("timeout") }
        return command
    }

    private static func environment(_ variables: ValueMap) throws(ArgumentError) -> [String: String?] {
        var environment: [String: String?] = [:]
        for entry in variables.entries {
            let text: String?
            switch entry.value {
            case .null: text = nil
            case .string, .int, .uint, .double: text = entry.value.stringValue ?? entry.value.argumentText
            default: throw wrongVariable(entry.value)
            }
            guard let name = entry.key.stringValue, !name.isEmpty else { throw wrongVariable(entry.key) }
            environment.updateValue(text, forKey: name)
        }
        return environment
    }

    private static func wrongVariable(_ found: Value) -> ArgumentError {
        .wrongValue(parameter: "env", expected: "a map of names to texts, numbers or null", found: found.foundText)
    }
}
