import ArgumentParser
struct SaltKeyCommand: BrineCommand {
    static let commandName = "salt-key"
    static let usageTail = "[options]"
    func perform() async throws -> ExitStatus { .success }
}
