import BrineTesting
import Testing

extension Trait where Self == ConditionTrait {
    /// Skips a test where there can be no `SmallDisk`, and says why.
    static var whereDisksCanBeMade: Self {
        .enabled("needs root and mount namespaces (unshare -m): the full disk is a small one in memory") {
            await SmallDisk.isPossible()
        }
    }
}
