import ArgumentParser

/// `--return`: where returns are to go besides the command itself.
struct ReturnerOption: ParsableArguments {
    @Option(
        name: .customLong("return"),
        help: ArgumentHelp(
            "Where the returns are to go. There is local_cache alone, the master's own store, where they go anyway.",
            valueName: "NAME"
        )
    )
    var name: String?

    private static let known = "local_cache"

    func validate() throws {
        guard let name, name != Self.known else { return }
        throw ValidationError(
            "option --return: expected \(Self.known), the master's own store and the only returner there is, found '\(name)'"
        )
    }
}
