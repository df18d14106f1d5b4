extension SaltCallCommand {
    static func candidates(for argument: DeclaredArgument, in line: CompletedLine) -> Candidates {
        let sources = CompletionSources(line)
        switch argument.valueName {
        case "function": return Candidates(sources.executionFunctions, for: line.text)
        case "arguments":
            let parameters = sources.parameters(ofExecution: line.words.first ?? "")
            return Candidates(sources.arguments(of: parameters, after: Array(line.words.dropFirst())), for: line.text)
        default: return .none
        }
    }
}
