/// A configuration that cannot be used, with everything that is wrong with it.
struct ConfigurationError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, in the order of the files and of their lines; never empty.
    let problems: [ConfigurationProblem]

    /// The problems, one a line.
    var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
