internal import BrineCore
internal import MessagePack

/// The functions of a minion as far as they can be told without starting anything.
public struct KnownFunctions: Sendable {
    /// The built-in functions, and those of executables that have described themselves before, in the order of their names.
    public let functions: [ExecutionFunction]
    /// The executables of which it is not known what functions they have.
    public let undescribedModules: [String]

    /// What is known in the places of a minion, as far as this user may read it.
    ///
    /// Costs a few system calls for each executable.
    public init(in places: MinionPlaces) {
        let catalogue = FunctionCatalogue.standard
        let external = ExternalModules(places)
        var all = catalogue.functions
        var undescribed: [String] = []
        for name in external.names where !catalogue.modules.contains(name) {
            guard let module = external.module(name) else { continue }
            if let description = module.rememberedDescription {
                all += module.functions(of: description)
            } else {
                undescribed.append(name)
            }
        }
        functions = FunctionCatalogue(all).functions
        undescribedModules = undescribed
    }
}
