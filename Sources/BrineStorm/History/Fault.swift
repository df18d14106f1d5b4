/// What a storm does to a master, a minion or what lies between them.
enum Fault: String, Sendable, Hashable, CaseIterable {
    /// A daemon is ended by SIGKILL and started again.
    case kill
    /// A daemon is ended by SIGKILL while it starts, and started again.
    case killAtStart
    /// A daemon is ended by SIGTERM and started again.
    case restart
    /// A daemon stands still (SIGSTOP) and goes on.
    case freeze
    /// A minion's worker is ended by SIGKILL.
    case killWorker
    /// A minion's connections are reset, and none is let through.
    case cut
    /// Nothing goes from the minion to the master.
    case stallUp
    /// Nothing goes from the master to the minion.
    case stallDown
    /// Nothing goes either way.
    case stall
    /// A minion is ended by SIGKILL, its cache is removed, and it is started again.
    case wipe

    /// Whether the minion or the master cannot be reached while it lasts.
    var isSilence: Bool { self != .killWorker }
}
