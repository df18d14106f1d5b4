/// In which order a minion's heartbeats were written.
///
/// The return socket takes connections in turn, so one that waited in a connection that broke can be read after those of the
/// next connection. It knows nothing of the jobs that came since.
struct HeartbeatOrder: Sendable, Hashable {
    /// How many earlier runs of the minion are remembered.
    private static let rememberedRuns = 4

    private var boot = ""
    /// The last one of that run that was taken.
    private var serial: UInt64 = 0
    private var earlier: [String] = []

    /// Whether a heartbeat is newer than all that were taken, and takes it then.
    ///
    /// - Parameters:
    ///   - boot: Which run of the minion wrote it.
    ///   - serial: Which one of the run it is; 0 where the minion does not count.
    mutating func takes(_ boot: String, _ serial: UInt64) -> Bool {
        guard serial > 0 else { return true }
        if boot != self.boot {
            guard !earlier.contains(boot) else { return false }
            earlier = ([self.boot] + earlier).prefix(Self.rememberedRuns).filter { !$0.isEmpty }
            (self.boot, self.serial) = (boot, 0)
        }
        guard serial > self.serial else { return false }
        self.serial = serial
        return true
    }
}
