internal import Subprocess
internal import SystemPackage

/// What a command printed, and how it ended.
public struct CommandRun: Sendable, Hashable {
    /// Its exit code; 128 and the signal's number where a signal ended it.
    public let status: Int32
    /// What it wrote to standard output.
    public let output: String
    /// What it wrote to standard error.
    public let error: String

    /// The lines of its standard output.
    public var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}

extension CommandRun {
    /// Runs a command to its end, with nothing on standard input.
    ///
    /// - Parameters:
    ///   - path: The executable.
    ///   - arguments: Its arguments.
    ///   - environment: What is added to the environment.
    ///   - ownGroup: Whether it is in a process group of its own, so that ctrl-C at a terminal does not reach it.
    ///   - meanwhile: Done while it runs; given its process id.
    /// - Returns: what it printed and how it ended.
    /// - Throws: What the system says where it cannot be started.
    public static func run(
        _ path: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        ownGroup: Bool = false,
        meanwhile: (Int32) async throws -> Void = { _ in }
    ) async throws -> CommandRun {
        var changes: [Environment.Key: String?] = [:]
        for (name, value) in environment {
            if let key = Environment.Key(rawValue: name) { changes[key] = value }
        }
        var options = PlatformOptions()
        if ownGroup { options.processGroupID = 0 }
        let configuration = Configuration(
            executable: .path(FilePath(path)),
            arguments: Arguments(arguments),
            environment: .inherit.updating(changes),
            platformOptions: options
        )
        let limit = 64 * 1_024 * 1_024
        let result = try await Subprocess.run(
            configuration,
            input: .none,
            output: .string(limit: limit),
            error: .string(limit: limit)
        ) { execution -> Void in
            try await meanwhile(execution.processIdentifier.value)
        }
        let status: Int32 =
            switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): 128 + signal
            }
        return CommandRun(
            status: status,
            output: result.standardOutput,
            error: result.standardError
        )
    }
}
