/// The text that tells a user how to call a function, for execution and runner functions alike.
public enum CallDocumentation {
    /// How a function is called, as in `cmd.run cmd cwd=None`.
    public static func usage(name: FunctionName, parameters: [Parameter]) -> String {
        ([name.description] + parameters.map(\.usage)).joined(separator: " ")
    }

    /// All that a user needs to call a function: what it does, the usage line, its parameters.
    public static func text(
        name: FunctionName,
        summary: String,
        details: String = "",
        parameters: [Parameter]
    ) -> String {
        let width = parameters.map(\.usage.count).max() ?? 0
        let lines = parameters.map { parameter in
            let padding = String(repeating: " ", count: width - parameter.usage.count)
            return "    \(parameter.usage)\(padding)  \(parameter.documentation)"
        }
        let usage = (["Usage: \(usage(name: name, parameters: parameters))"] + lines).joined(separator: "\n")
        return [summary, details, usage].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }
}
