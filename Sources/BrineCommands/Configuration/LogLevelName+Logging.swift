import Logging

extension LogLevelName {
    /// The lowest level that is logged, or nil where nothing is.
    ///
    /// Of Salt's levels that swift-log does not have, `all` and `garbage` lie below `trace` and log all there is;
    /// `profile` lies between `debug` and `info` and logs what `info` does.
    var threshold: Logger.Level? {
        switch self {
        case .all, .garbage, .trace: .trace
        case .debug: .debug
        case .profile, .info: .info
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        case .quiet: nil
        }
    }
}
