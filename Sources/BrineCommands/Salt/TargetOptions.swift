import ArgumentParser
import BrineCore

/// `-E`, `-L`, `-G` and their kin: what the target is written in.
struct TargetOptions: ParsableArguments {
    @Flag(name: [.customShort("E"), .long], help: "The target is a regular expression on ids.")
    var pcre = false

    @Flag(name: [.customShort("L"), .long], help: "The target is a list of ids, separated by commas.")
    var list = false

    @Flag(
        name: [.customShort("G"), .long],
        help: "The target is a grain and a pattern for its value, as in 'os:Deb*'."
    )
    var grain = false

    @Flag(
        name: [.customShort("P"), .customLong("grain-pcre")],
        help: "The target is a grain and a regular expression for its value, as in 'os:(Debian|Ubuntu)'."
    )
    var grainPCRE = false

    @Flag(
        name: [.customShort("C"), .long],
        help: "The target is several of these joined by words, as in 'web* and not G@os:Debian'."
    )
    var compound = false

    @Flag(name: [.customShort("N"), .long], help: "The target is a nodegroup of the master's configuration.")
    var nodegroup = false

    @Flag(name: [.customShort("S"), .long], help: "The target is an address or a subnet, as in 10.1.0.0/16.")
    var ipcidr = false

    @Option(
        help: ArgumentHelp("What stands between the names in a target on grains.", valueName: "TEXT")
    )
    var delimiter = ":"

    private var chosen: [(kind: Target.Kind, option: String)] {
        let all: [(isChosen: Bool, kind: Target.Kind, option: String)] = [
            (pcre, .pcre, "--pcre"), (list, .list, "--list"), (grain, .grain, "--grain"),
            (grainPCRE, .grainPCRE, "--grain-pcre"), (compound, .compound, "--compound"),
            (nodegroup, .nodegroup, "--nodegroup"), (ipcidr, .ipcidr, "--ipcidr"),
        ]
        return all.filter(\.isChosen).map { ($0.kind, $0.option) }
    }

    func validate() throws {
        guard chosen.count <= 1 else {
            let options = chosen.map(\.option).joined(separator: " and ")
            throw ValidationError("\(options) are given: expected one of them at the most")
        }
        guard (1...GrainPattern.longestDelimiter).contains(delimiter.utf8.count) else {
            throw ValidationError(
                "option --delimiter: expected 1 to \(GrainPattern.longestDelimiter) bytes, found \(delimiter.utf8.count)"
            )
        }
        let hasGrain = [.grain, .grainPCRE].contains(chosen.first?.kind)
        guard delimiter == ":" || hasGrain else {
            throw ValidationError(
                "option --delimiter goes with -G or -P; in a compound target it follows the letter, as in G|@os|Debian"
            )
        }
    }

    /// The target that a word is.
    ///
    /// Looked at as far as that goes without the master: what nodegroups there are it knows alone.
    ///
    /// - Throws: ``UsageError`` with the place of the mistake.
    func target(_ text: String) throws -> Target {
        do throws(TargetError) {
            let target = try made(of: text)
            _ = try TargetExpression(target, nodegroups: nil)
            return target
        } catch {
            throw UsageError(error.description)
        }
    }

    private func made(of text: String) throws(TargetError) -> Target {
        switch chosen.first?.kind {
        case .pcre: .pcre(text)
        case .list: .list(try TargetTerm.ids(in: text))
        case .grain: .grain(text, delimiter: delimiter)
        case .grainPCRE: .grainPCRE(text, delimiter: delimiter)
        case .compound: .compound(text)
        case .nodegroup: .nodegroup(text)
        case .ipcidr: .ipcidr(text)
        case .glob, nil: .glob(text)
        }
    }
}
