internal import BrineCore
internal import MessagePack

/// The module `cmd`: commands of the system.
enum CmdModule {
    static let functions: [ExecutionFunction] =
        [
            run, runAll, runStdout, runStderr, retcode, shell, runInBackground, script, scriptRetcode, execCode,
            execCodeAll, which, whichBin, hasExec, shells,
        ]
        .compactMap(\.self)

    private static let run = function(
        "cmd.run",
        "Runs a command in a shell and answers what it wrote, standard output and error in the order they came.",
        details: details,
        parameters: parameters + [
            .optional("raise_err", .boolean, default: false, "whether an exit code other than 0 is told as an ERROR")
        ]
    ) { call in
        var command = try call.command()
        command.mergesError = true
        let answer = try await call.answer(command)
        let result = answer.result(\.output)
        guard try call.arguments.bool("raise_err"), !result.success else { return result }
        return FunctionResult(.string("ERROR: \(answer.output)"), retcode: 1)
    }

    private static let runAll = function(
        "cmd.run_all",
        "Runs a command in a shell and answers a map of its pid, retcode, stdout and stderr.",
        details: details,
        parameters: parameters + [
            .optional("redirect_stderr", .boolean, default: false, "whether standard error goes into stdout")
        ]
    ) { call in
        var command = try call.command()
        command.mergesError = try call.arguments.bool("redirect_stderr")
        return try await call.answer(command).mapResult
    }

    private static let runStdout = function(
        "cmd.run_stdout",
        "Runs a command in a shell and answers what it wrote to standard output.",
        details: details,
        parameters: parameters
    ) { call in
        try await call.answer(call.command()).result(\.output)
    }

    private static let runStderr = function(
        "cmd.run_stderr",
        "Runs a command in a shell and answers what it wrote to standard error.",
        details: details,
        parameters: parameters
    ) { call in
        try await call.answer(call.command()).result(\.error)
    }

    private static let retcode = function(
        "cmd.retcode",
        "Runs a command in a shell and answers its exit code.",
        details: details,
        parameters: parameters.without("rstrip", "hide_output")
    ) { call in
        try await call.answer(call.command()).retcodeResult
    }

    private static let shell = function(
        "cmd.shell",
        "Runs a command in a shell and answers what it wrote, as cmd.run with python_shell=True.",
        details: details,
        parameters: parameters.without("python_shell")
    ) { call in
        var command = try call.command(inShell: true)
        command.mergesError = true
        return try await call.answer(command).result(\.output)
    }

    private static let runInBackground = function(
        "cmd.run_bg",
        "Starts a command in a session of its own, waits for nothing and answers a map of its pid.",
        details: "What the command writes is thrown away. It outlives the job, and signals to the job do not reach it. "
            + "SIGINT and SIGQUIT are ignored, as in all that a shell starts in the background.",
        parameters: parameters.without(
            "stdin",
            "rstrip",
            "hide_output",
            "timeout",
            "ignore_retcode",
            "success_retcodes",
            "success_stdout",
            "success_stderr"
        )
    ) { call in
        let answer = try await call.answer(call.command().inBackground())
        guard answer.retcode == 0, let pid = Int64(answer.output) else {
            throw ShellCommandError.notStarted(answer.error)
        }
        return FunctionResult(["pid": .int(pid)])
    }
}

extension CmdModule {
    /// A function of this module: what keeps a command from running is its answer, not an exception.
    static func function(
        _ name: String,
        _ summary: String,
        details: String = "",
        parameters: [Parameter],
        _ body: @escaping @Sendable (CmdCall) async throws -> FunctionResult
    ) -> ExecutionFunction? {
        ExecutionFunction(
            name,
            summary,
            details: details,
            parameters: parameters,
            body: .process { context, arguments in
                do {
                    return try await body(CmdCall(arguments: arguments, context: context))
                } catch let error as ShellCommandError {
                    return FunctionResult(.string("ERROR: \(error)"), retcode: 1)
                }
            }
        )
    }
}
