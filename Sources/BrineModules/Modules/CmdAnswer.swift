internal import BrineCore
internal import MessagePack

/// What a command came to, as a call wants it told.
struct CmdAnswer: Sendable, Hashable {
    /// The command's process id.
    var pid: Int32
    /// The command's exit code, or 0 where something makes it count as that; 1 where its time was over.
    var retcode: Int64
    /// What it wrote to standard output.
    var output: String
    /// What it wrote to standard error.
    var error: String
    /// Whether the call succeeds whatever the exit code is.
    var ignoresRetcode: Bool

    /// A result of one of the texts.
    func result(_ text: (CmdAnswer) -> String) -> FunctionResult {
        FunctionResult(.string(text(self)), retcode: resultCode)
    }

    /// A result of the exit code.
    var retcodeResult: FunctionResult {
        FunctionResult(.int(retcode), retcode: resultCode)
    }

    /// A result of all parts, in Salt's order.
    var mapResult: FunctionResult {
        FunctionResult(
            [
                "pid": .int(Int64(pid)), "retcode": .int(retcode),
                "stdout": .string(output), "stderr": .string(error),
            ],
            retcode: resultCode
        )
    }

    private var resultCode: Int64 { ignoresRetcode ? 0 : retcode }
}

extension CmdCall {
    /// Runs a command and tells what came of it as the call wants it told.
    func answer(_ command: ShellCommand) async throws -> CmdAnswer {
        let rules = try rules
        return rules.answer(try await command.run())
    }

    private var rules: CmdRules {
        get throws(ArgumentError) {
            var retcodes: Set<Int64> = []
            for text in try texts("success_retcodes") {
                guard let code = Int64(text) else {
                    throw .wrongValue(parameter: "success_retcodes", expected: "a list of integers", found: text)
                }
                retcodes.insert(code)
            }
            return CmdRules(
                trimsEnd: given("rstrip").boolValue ?? true,
                hidesOutput: given("hide_output").boolValue ?? false,
                ignoresRetcode: given("ignore_retcode").boolValue ?? false,
                successRetcodes: retcodes,
                successOutputs: try texts("success_stdout"),
                successErrors: try texts("success_stderr"),
                timeout: given("timeout").argumentText
            )
        }
    }
}

/// What a call says about the telling of a command's end.
struct CmdRules: Sendable, Hashable {
    var trimsEnd = true
    var hidesOutput = false
    var ignoresRetcode = false
    var successRetcodes: Set<Int64> = []
    var successOutputs: [String] = []
    var successErrors: [String] = []
    /// The command's time limit, as it was written.
    var timeout = ""

    /// The answer for a command that has ended.
    ///
    /// One whose time was over has failed, whatever else there is to say.
    func answer(_ outcome: ShellCommandOutcome) -> CmdAnswer {
        var output = outcome.output.text(trimsEnd: trimsEnd)
        let error = outcome.error.text(trimsEnd: trimsEnd)
        var retcode = outcome.retcode
        if outcome.overran {
            retcode = 1
            let note = "Timed out after \(timeout) seconds"
            output = output.isEmpty ? note : "\(output)\n\(note)"
        } else if successRetcodes.contains(retcode) || successOutputs.contains(where: { output.contains($0) })
            || successErrors.contains(where: { error.contains($0) })
        {
            retcode = 0
        }
        return CmdAnswer(
            pid: outcome.pid,
            retcode: retcode,
            output: hidesOutput ? "" : output,
            error: hidesOutput ? "" : error,
            ignoresRetcode: ignoresRetcode && !outcome.overran
        )
    }
}
