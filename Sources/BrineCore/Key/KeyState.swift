/// What the master thinks of a minion's public key.
///
/// The raw values are the folders of the master's `pki_dir`, and the keys of `salt-key --out json`.
public enum KeyState: String, Sendable, Hashable, CaseIterable {
    /// May connect.
    case accepted = "minions"
    /// Another key than the accepted one asked under the same id.
    case denied = "minions_denied"
    /// Waits for an operator's decision.
    case unaccepted = "minions_pre"
    /// Was refused by an operator.
    case rejected = "minions_rejected"
}
