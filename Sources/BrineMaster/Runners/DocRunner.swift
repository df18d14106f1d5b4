internal import BrineCore
internal import MessagePack

/// The runner `doc`: what there is to run.
enum DocRunner {
    /// Its functions.
    static let functions: [RunnerFunction] = [runner].compactMap(\.self)

    private static let runner = RunnerFunction(
        "doc.runner",
        "Tells of each runner function what it does and how it is called.",
        parameters: [
            .optional("fun", .text, default: "", "A function, a module, or a glob of functions; all without.")
        ],
        body: { _, arguments in .map(RunnerCatalogue.standard.documentation(of: try arguments.string("fun"))) }
    )
}
