import BrineCore

extension SaltKeyCommand {
    static func candidates(for argument: DeclaredArgument, in line: CompletedLine) -> Candidates {
        Candidates(CompletionSources(line).minions(states(for: argument.longestName, in: line)), forLastOf: line.text)
    }

    /// The states whose keys an option takes.
    static func states(for option: String, in line: CompletedLine) -> Set<KeyState> {
        var inclusion = KeyInclusionOptions()
        inclusion.all = line.has("--include-all")
        inclusion.accepted = line.has("--include-accepted")
        inclusion.rejected = line.has("--include-rejected")
        inclusion.denied = line.has("--include-denied")
        return switch option {
        case "--accept": KeyVerb.accept.sources(including: inclusion.states)
        case "--reject": KeyVerb.reject.sources(including: inclusion.states)
        case "--delete", "--print", "--finger": Set(KeyState.allCases)
        default: []
        }
    }
}
