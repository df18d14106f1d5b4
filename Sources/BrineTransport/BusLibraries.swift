internal import CSodium
internal import ZeroMQ

/// The libraries that the bus is built on.
public enum BusLibraries {
    /// Their versions as they are loaded, by their names.
    public static var versions: [(name: String, version: String)] {
        [
            ("libzmq", zeroMQVersion()),
            ("libsodium", String(cString: sodium_version_string())),
        ]
    }
}
