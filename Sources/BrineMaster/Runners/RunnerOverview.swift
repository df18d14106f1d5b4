package import BrineCore

/// What runner functions there are, for those who complete a command line.
package enum RunnerOverview {
    /// A runner function without its code.
    package struct Function: Sendable, Hashable {
        /// Its name.
        package let name: FunctionName
        /// What it does, in one sentence.
        package let summary: String
        /// What it takes, in order.
        package let parameters: [Parameter]
    }

    /// All functions, in the order of their names.
    package static var functions: [Function] {
        RunnerCatalogue.standard.functions.values
            .map { Function(name: $0.name, summary: $0.summary, parameters: $0.parameters) }
            .sorted { $0.name.description < $1.name.description }
    }
}
