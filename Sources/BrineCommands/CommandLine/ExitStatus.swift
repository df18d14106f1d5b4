/// How a command ends, for the shell.
///
/// The numbers are Salt's where Salt has one, and those of `sysexits.h` otherwise.
enum ExitStatus: Sendable, Hashable, RawRepresentable {
    /// All went well.
    case success
    /// A minion failed or did not return; or the command itself could not do its work.
    case failure
    /// Nobody was meant.
    case noMinions
    /// The command line is wrong.
    case usage
    /// Nobody answers where a master should.
    case unavailable
    /// The configuration is wrong.
    case configuration
    /// A code that a function gave, handed on.
    case code(Int32)

    /// The number for the shell.
    var rawValue: Int32 {
        switch self {
        case .success: 0
        case .failure: 1
        case .noMinions: 2
        case .usage: 64
        case .unavailable: 69
        case .configuration: 78
        case .code(let number): number
        }
    }

    /// The status with that number.
    init(rawValue: Int32) {
        self = .code(rawValue)
    }
}
