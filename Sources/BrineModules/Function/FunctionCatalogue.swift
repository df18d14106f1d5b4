public import BrineCore

/// The functions that a minion offers, by name.
public struct FunctionCatalogue: Sendable {
    /// All functions, in the order of their names.
    public let functions: [ExecutionFunction]

    private let byName: [FunctionName: ExecutionFunction]

    /// The functions that come with Brine.
    public static let standard = FunctionCatalogue(
        TestModule.functions + CmdModule.functions + SaltutilModule.functions + GrainsModule.functions
            + SysModule.functions + ConfigModule.functions + EventModule.functions + StatusModule.functions
    )

    /// A catalogue of these functions; of two with one name the first counts.
    public init(_ functions: [ExecutionFunction]) {
        byName = Dictionary(functions.map { ($0.name, $0) }) { first, _ in first }
        self.functions = byName.values.sorted { $0.name.description < $1.name.description }
    }

    /// The function of a name, or nil.
    public func find(_ name: FunctionName) -> ExecutionFunction? {
        byName[name]
    }

    /// The modules that have a function, in order.
    public var modules: [String] {
        Set(functions.map(\.name.module)).sorted()
    }

    /// The functions that any of the words names: a module, a function, or a glob over functions; all without a word.
    public func functions(named words: [String]) -> [ExecutionFunction] {
        guard !words.isEmpty else { return functions }
        return functions.filter { function in
            words.contains { $0 == function.name.module || Glob($0).matches(function.name.description) }
        }
    }

    /// Looks a function up and binds a call's arguments to it; runs nothing.
    ///
    /// - Throws: Why the call cannot be made, with the result to return for it.
    public func prepare(_ name: FunctionName, _ arguments: CallArguments) throws(RefusedCall) -> PreparedCall {
        guard let function = find(name) else { throw .unavailable(name) }
        return try bind(arguments, to: function)
    }

    /// Binds a call's arguments to a function that was found here or elsewhere.
    ///
    /// - Throws: What is wrong with the arguments, with the result to return for it.
    func bind(_ arguments: CallArguments, to function: ExecutionFunction) throws(RefusedCall) -> PreparedCall {
        do {
            return PreparedCall(function, try BoundArguments(arguments, to: function.parameters), from: self)
        } catch {
            throw .invalidArguments(function, error)
        }
    }

    /// Runs a call to its end, whatever that is: every outcome is a result that a return can be made of.
    ///
    /// What is not found here is looked for among the executables in the context's places. So this belongs into a worker,
    /// as ``prepare(_:_:in:)`` does.
    public func run(
        _ name: FunctionName,
        _ arguments: CallArguments,
        in context: CallContext
    ) async -> FunctionResult {
        do {
            return try await prepare(name, arguments, in: context.places).run(in: context)
        } catch {
            return error.result
        }
    }
}
