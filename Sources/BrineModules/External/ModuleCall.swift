internal import BrineCore
internal import BrineFormats
internal import MessagePack
internal import Subprocess

/// A call of a module's function: the document that goes in, and what is made of all that comes out.
struct ModuleCall: Sendable {
    /// The executable.
    let file: ModuleFile
    /// What is called.
    let name: FunctionName

    /// Runs the function to its end.
    ///
    /// - Throws: ``ShellCommandError`` where there is no room for its input.
    func run(
        _ arguments: BoundArguments,
        _ parameters: [Parameter],
        _ context: CallContext
    ) async throws -> FunctionResult {
        let document = try self.document(arguments, parameters, context)
        let process = ModuleProcess(
            path: file.path,
            argument: name.function,
            input: try TemporaryFile(holding: JSONRenderer(indent: nil).render(document) + "\n"),
            outputLimit: context.outputLimit
        )
        do {
            return result(try await process.run())
        } catch {
            return FunctionResult(.string("\(name): \(error)"), retcode: 1)
        }
    }

    /// What the executable reads: the call, and what there is to know of the minion.
    ///
    /// Every parameter that has a name is under `kwargs`, with its default where the call leaves it out, so that a module
    /// need not look for it in two places.
    private func document(
        _ arguments: BoundArguments,
        _ parameters: [Parameter],
        _ context: CallContext
    ) throws(ArgumentError) -> Value {
        var named = ValueMap()
        for parameter in parameters where parameter.kind == .single {
            named.entries.append(
                ValueMap.Entry(key: .string(parameter.name), value: try arguments.value(parameter.name))
            )
        }
        named.entries += arguments.restKeyword.entries
        return [
            "fun": .string(name.function), "args": .array(arguments.rest), "kwargs": .map(named),
            "jid": .string(context.jid.description), "id": .string(context.minion.description),
            "user": .string(context.user), "grains": .map(context.grains),
        ]
    }

    private func result(_ ended: ModuleProcess.Ended) -> FunctionResult {
        let printed = ModuleAnswer(ended.output)
        switch (ended.status, printed) {
        case (.exited(0), .value(let value)): return FunctionResult(value)
        case (.exited(0), .nothing): return FunctionResult(.null)
        case (.exited(0), .garbage(let found)):
            return failure("must print one JSON value, found \(found)", ended, retcode: 1)
        case (.exited(let code), .value(let value)):
            let told: Value = ended.error.isEmpty ? value : ["return": value, "stderr": .string(ended.error)]
            return FunctionResult(told, retcode: Int64(code))
        case (.exited(let code), _): return failure(ended.how + printed.remark, ended, retcode: Int64(code))
        case (.signaled(let signal), _): return failure(ended.how + printed.remark, ended, retcode: 128 + Int64(signal))
        }
    }

    private func failure(_ how: String, _ ended: ModuleProcess.Ended, retcode: Int64) -> FunctionResult {
        FunctionResult(.string("\(name) \(how)\(ended.quotedError)"), retcode: retcode)
    }
}
