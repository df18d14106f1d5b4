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
}
