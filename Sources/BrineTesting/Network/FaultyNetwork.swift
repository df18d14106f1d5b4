internal import Glibc

/// Some hosts that are connected by nothing but a thread of this process, which loses, delays and reorders packets as a test
/// says.
///
/// Each host is a network namespace with one device. Nobody else can reach it, and it reaches nobody else: the machine's own
/// network is not touched. All is gone when the test is over and its processes have ended, however it went.
public final class FaultyNetwork: Sendable {
    /// Where chance begins: where `BRINE_SEED` says, or elsewhere each time.
    private let seed: UInt64
    private let names: [String]
    private let hosts: [NetworkHost]
    private let relay: PacketRelay

    /// Why this process cannot make such a network; nil where it can.
    public static let missing: String? = {
        guard access("/usr/bin/nsenter", X_OK) == 0 else { return "there is no /usr/bin/nsenter" }
        do {
            _ = try NetworkHost(address: "10.77.0.1")
            return nil
        } catch {
            return "\(error)"
        }
    }()

    /// Runs a test on a new network.
    ///
    /// - Parameters:
    ///   - hosts: The hosts' names.
    ///   - body: The test.
    /// - Throws: What the test throws, or ``NetworkRefused``.
    public static func with(hosts: [String], _ body: (FaultyNetwork) async throws -> Void) async throws {
        let given = getenv("BRINE_SEED").flatMap { UInt64(String(cString: $0)) }
        let network = try FaultyNetwork(hosts, seed: given ?? .random(in: .min ... .max))
        defer { network.relay.stop() }
        print("network of \(hosts.joined(separator: ", ")): BRINE_SEED=\(network.seed)")
        try await body(network)
    }

    private init(_ names: [String], seed: UInt64) throws {
        self.names = names
        self.seed = seed
        hosts = try names.indices.map { try NetworkHost(address: "10.77.0.\($0 + 1)") }
        relay = try PacketRelay(hosts, seed: seed)
    }

    /// A host's address.
    ///
    /// - Throws: ``NoSuchHost``.
    public func address(of host: String) throws -> String { hosts[try number(of: host)].address }

    /// What stands before a command that is to run on a host.
    ///
    /// - Throws: ``NoSuchHost``.
    public func entering(_ host: String) throws -> [String] { hosts[try number(of: host)].entering }

    // MARK: Faults

    /// Has the network do this to all packets from now on; a cut is healed, or made, everywhere.
    public func set(_ faults: LinkFaults) {
        for from in names.indices {
            for to in names.indices { relay.withPlan { $0[faults: .init(from: from, to: to)] = faults } }
        }
    }

    /// Has the network do this to the packets from one host to another.
    ///
    /// - Throws: ``NoSuchHost``.
    public func set(_ faults: LinkFaults, from: String, to: String) throws {
        let way = try way(from, to)
        relay.withPlan { $0[faults: way] = faults }
    }

    /// Lets no packet through between two hosts.
    ///
    /// - Throws: ``NoSuchHost``.
    public func cut(_ one: String, _ other: String) throws {
        try cut(from: one, to: other)
        try cut(from: other, to: one)
    }

    /// Lets no packet through from one host to another; those the other way go on.
    ///
    /// - Throws: ``NoSuchHost``.
    public func cut(from: String, to: String) throws {
        let way = try way(from, to)
        relay.withPlan { $0[faults: way].isCut = true }
    }

    /// Ends each cut; other faults stay.
    public func heal() {
        for from in names.indices {
            for to in names.indices { relay.withPlan { $0[faults: .init(from: from, to: to)].isCut = false } }
        }
    }

    // MARK: What happened

    /// What became of the packets from one host to another.
    ///
    /// - Throws: ``NoSuchHost``.
    public func counts(from: String, to: String) throws -> PacketCounts {
        let way = try way(from, to)
        return relay.withPlan { $0[counts: way] }
    }

    /// What became of all packets.
    public var counts: PacketCounts {
        names.indices.reduce(PacketCounts()) { sum, from in
            names.indices.reduce(sum) { sum, to in
                sum + relay.withPlan { $0[counts: .init(from: from, to: to)] }
            }
        }
    }

    private func way(_ from: String, _ to: String) throws -> PacketPlan<[UInt8]>.Direction {
        PacketPlan<[UInt8]>.Direction(from: try number(of: from), to: try number(of: to))
    }

    private func number(of host: String) throws -> Int {
        guard let number = names.firstIndex(of: host) else { throw NoSuchHost(name: host) }
        return number
    }
}

/// A test named a host that its network does not have.
public struct NoSuchHost: Error, Sendable, CustomStringConvertible {
    let name: String

    /// The error in words.
    public var description: String { "the network has no host \(name)" }
}
