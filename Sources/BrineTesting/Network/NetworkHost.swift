internal import CNetworkHost
internal import Glibc

/// A host of a test's network: a network namespace with one device, whose packets this process reads and writes.
///
/// It has no name anywhere and is nobody's but this process's: nothing is left of it when this object is gone and those who
/// were started on it have ended.
final class NetworkHost: Sendable {
    /// Its address.
    let address: String
    /// Where its packets come out and go in; it does not block.
    let device: Int32
    private let space: Int32

    /// Makes a host.
    ///
    /// - Throws: ``NetworkRefused`` where the system does not let it be made.
    init(address: String) throws {
        var host = brine_host()
        address.withCString {
            host.address = $0
            brine_open_host(&host)
            host.address = nil
        }
        if let refused = host.refused {
            throw NetworkRefused(what: String(cString: refused), reason: String(cString: strerror(host.error)))
        }
        self.address = address
        device = host.device
        space = host.space
    }

    deinit {
        close(device)
        close(space)
    }

    /// What stands before a command that is to run on the host.
    var entering: [String] { ["/usr/bin/nsenter", "--net=/proc/\(getpid())/fd/\(space)"] }
}

/// The system does not let a network be made.
public struct NetworkRefused: Error, Sendable, CustomStringConvertible {
    let what: String
    let reason: String

    /// The error in words.
    public var description: String { "the system refused \(what): \(reason)" }
}
