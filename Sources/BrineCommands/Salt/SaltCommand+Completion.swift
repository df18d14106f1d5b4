import BrineCore

extension SaltCommand {
    static func candidates(for argument: DeclaredArgument, in line: CompletedLine) -> Candidates {
        let sources = CompletionSources(line)
        switch argument.valueName {
        case "target": return targets(line, sources)
        case "function": return Candidates(sources.executionFunctions, forLastOf: line.text)
        case "arguments":
            let words = line.words.dropFirst()
            let parameters = sources.parameters(ofExecution: words.first ?? "")
            return Candidates(sources.arguments(of: parameters, after: Array(words.dropFirst())), for: line.text)
        default: return .none
        }
    }

    /// What a target of the kind that the line asks for can be; of grains and addresses nothing is known here.
    private static func targets(_ line: CompletedLine, _ sources: CompletionSources) -> Candidates {
        if line.has("--list") { return Candidates(sources.minions([.accepted]), forLastOf: line.text) }
        if line.has("--nodegroup") { return Candidates(sources.nodegroups, for: line.text) }
        let others = ["--pcre", "--grain", "--grain-pcre", "--compound", "--ipcidr"]
        guard !others.contains(where: line.has) else { return .none }
        return Candidates(sources.minions([.accepted]), for: line.text)
    }
}
