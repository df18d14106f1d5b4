import BrineCore

extension BrineCommand {
    /// What `--version` prints.
    static var versionText: String { "\(commandName) \(brineVersion) (Brine)" }
}
