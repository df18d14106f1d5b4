import BrineTesting
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips a test where there can be no `FaultyNetwork`, and says why.
    static var whereNetworksCanBeMade: Self {
        let missing = FaultyNetwork.missing
        return .enabled(
            if: missing == nil,
            "needs root, network namespaces and /dev/net/tun for its hosts: \(missing ?? "all is there")"
        )
    }

    /// Skips a test where no process can have a wall clock of its own, and says why.
    static var whereClocksCanBeSet: Self {
        .enabled(if: SteppedClock.isPossible, "needs libfaketime (apt: faketime) to set one process's clock")
    }
}
