/// Which runs of a minion's process the master has heard of: whether two of them are there at once.
///
/// Two machines with one id and one key, as a copied image makes them, look like one minion that connects often. But of a minion
/// that was started anew nothing more comes from the run before.
struct MinionRuns: Sendable, Hashable {
    private var last = ""
    private var before = ""

    /// A heartbeat of the connection's last welcome came.
    ///
    /// - Parameter boot: Which run of the minion wrote it.
    /// - Returns: whether a later run was heard before, so that there are two at once.
    mutating func heard(_ boot: String) -> Bool {
        guard boot != last else { return false }
        let isShared = boot == before
        (last, before) = (boot, last)
        return isShared
    }
}
