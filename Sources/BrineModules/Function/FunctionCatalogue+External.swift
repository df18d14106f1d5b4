public import BrineCore

extension FunctionCatalogue {
    /// Looks a function up, here first and then among executables, and binds a call's arguments to it.
    ///
    /// An executable is started that has to describe itself, so this does not belong on the minion's thread.
    ///
    /// - Throws: Why the call cannot be made, with the result to return for it.
    public func prepare(
        _ name: FunctionName,
        _ arguments: CallArguments,
        in places: MinionPlaces
    ) async throws(RefusedCall) -> PreparedCall {
        guard find(name) == nil, let module = ExternalModules(places).module(name.module) else {
            return try prepare(name, arguments)
        }
        guard !modules.contains(name.module) else {
            throw .unusable(name, .builtIn(path: module.file.path))
        }
        let functions: [ExecutionFunction]
        do {
            functions = module.functions(of: try await module.description())
        } catch {
            throw .unusable(name, error)
        }
        guard let function = functions.first(where: { $0.name == name }) else { throw .unavailable(name) }
        return try bind(arguments, to: function)
    }
}
