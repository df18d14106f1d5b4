internal import BrineCore
internal import MessagePack

extension CmdModule {
    private static let scriptParameters: [Parameter] =
        [
            .required("source", .text, "the script on the minion: an absolute path, or file:// and one"),
            .optional("args", .any, "what to give it: a text that the shell reads, or a list of words"),
        ] + parameters.without("cmd", "python_shell")

    private static let codeParameters: [Parameter] =
        [
            .required("lang", .text, "the interpreter, as a path or a name to be looked for in PATH"),
            .required("code", .text, "what it is to run"),
        ] + parameters.filter { $0.name == "cwd" } + [
            .optional("args", .any, "what to give it: a text, or a list of them")
        ] + parameters.without("cmd", "cwd", "shell", "python_shell")

    static let script = function(
        "cmd.script",
        "Runs a copy of a script and answers a map of its pid, retcode, stdout and stderr.",
        details: details,
        parameters: scriptParameters
    ) { call in
        try await run(scriptOf: call).mapResult
    }

    static let scriptRetcode = function(
        "cmd.script_retcode",
        "Runs a copy of a script and answers its exit code.",
        details: details,
        parameters: scriptParameters.without("rstrip", "hide_output")
    ) { call in
        try await run(scriptOf: call).retcodeResult
    }

    static let execCode = function(
        "cmd.exec_code",
        "Runs code with an interpreter and answers what it wrote to standard output.",
        details: details,
        parameters: codeParameters
    ) { call in
        try await run(codeOf: call).result(\.output)
    }

    static let execCodeAll = function(
        "cmd.exec_code_all",
        "Runs code with an interpreter and answers a map of its pid, retcode, stdout and stderr.",
        details: details,
        parameters: codeParameters
    ) { call in
        try await run(codeOf: call).mapResult
    }

    private static func run(scriptOf call: CmdCall) async throws -> CmdAnswer {
        let file = try ScriptFile.copy(of: source(call), for: call.account)
        let words: String
        if case .string(let text) = call.given("args") {
            words = text
        } else {
            words = try call.texts("args").map(\.quotedForShell).joined(separator: " ")
        }
        // By the shell and not by itself, since only a shell runs a script that does not name its interpreter.
        let command = try call.command(
            text: words.isEmpty ? file.path.quotedForShell : "\(file.path.quotedForShell) \(words)"
        )
        defer { withExtendedLifetime(file) {} }
        return try await call.answer(command)
    }

    private static func source(_ call: CmdCall) throws(ArgumentError) -> String {
        let source = try call.arguments.string("source")
        let path = source.hasPrefix("file://") ? String(source.dropFirst("file://".count)) : source
        guard path.hasPrefix("/"), !path.utf8.contains(0) else {
            throw .wrongValue(
                parameter: "source",
                expected: "an absolute path on the minion, or file:// and one (the master serves no files)",
                found: try call.arguments.value("source").foundText
            )
        }
        return path
    }

    private static func run(codeOf call: CmdCall) async throws -> CmdAnswer {
        let code = try call.arguments.string("code")
        let file = try ScriptFile(holding: Array(code.utf8), for: call.account)
        var words = [try call.arguments.string("lang"), file.path]
        if case .string(let text) = call.given("args") {
            words.append(text)
        } else {
            words += try call.texts("args")
        }
        let command = try call.command(words: words)
        defer { withExtendedLifetime(file) {} }
        return try await call.answer(command)
    }
}

extension String {
    /// The text as one word for a shell.
    ///
    /// Byte by byte, as a shell reads it: to Swift a quote with an accent on it is another character.
    var quotedForShell: String {
        var word = [UInt8(ascii: "'")]
        for byte in utf8 {
            if byte == UInt8(ascii: "'") { word += Array("'\\''".utf8) } else { word.append(byte) }
        }
        return String(decoding: word + [UInt8(ascii: "'")], as: UTF8.self)
    }
}
