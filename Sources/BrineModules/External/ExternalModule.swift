internal import BrineCore
internal import MessagePack
internal import Subprocess

/// One module that is an executable.
struct ExternalModule: Sendable {
    /// How long it may take to describe itself: long, for a machine may be under load.
    static let describingTime = Duration.seconds(60)
    /// How long its description may be, in bytes.
    static let longestDescription = 1_024 * 1_024

    /// Its executable.
    let file: ModuleFile
    /// Where its description is remembered.
    let memory: DescriptionMemory

    /// What it tells of itself, from memory where that is known.
    ///
    /// - Throws: Why it cannot be used.
    func description() async throws(ModuleProblem) -> ModuleDescription {
        try file.check()
        if let known = rememberedDescription { return known }
        let document = try await describe()
        do {
            let description = try ModuleDescription(document, of: file.module)
            memory.remember(document, of: file)
            return description
        } catch {
            throw .wrongDescription(path: file.path, reason: error.description)
        }
    }

    /// What it told of itself in its present state; nil where that is not known.
    var rememberedDescription: ModuleDescription? {
        memory.document(of: file).flatMap { try? ModuleDescription($0, of: file.module) }
    }

    /// The functions of its description as the minion runs them.
    func functions(of description: ModuleDescription) -> [ExecutionFunction] {
        description.functions.compactMap(executable)
    }

    private func executable(_ described: ModuleDescription.Function) -> ExecutionFunction? {
        let call = ModuleCall(file: file, name: described.name)
        let parameters = described.parameters
        return ExecutionFunction(
            described.name.description,
            described.summary,
            details: described.details,
            parameters: parameters,
            body: .process { context, arguments in try await call.run(arguments, parameters, context) }
        )
    }

    private func describe() async throws(ModuleProblem) -> Value {
        let process = ModuleProcess(
            path: file.path,
            argument: "--describe",
            outputLimit: Self.longestDescription,
            timeLimit: Self.describingTime
        )
        let ended = try await process.run()
        let expected = "one JSON document"
        switch (ended.status, ModuleAnswer(ended.output)) {
        case (.exited(0), .value(let document)): return document
        case (.exited(0), .nothing):
            throw .wrongOutput(call: process.call, expected: expected, found: "nothing\(ended.quotedError)")
        case (.exited(0), .garbage(let found)):
            throw .wrongOutput(call: process.call, expected: expected, found: found + ended.quotedError)
        default: throw .failed(call: process.call, how: ended.how + ended.quotedError)
        }
    }
}
