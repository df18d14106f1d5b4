import BrineCore
import BrineTransport
import BrineWire
import Synchronization

@testable import BrineMaster

/// What the coordinator sends to minions and commands, in one order, for a test that waits for it.
final class BusProbe: CommandPublisher {
    /// One packet, and where it went.
    enum Entry: Sendable, Hashable {
        case broadcast([UInt8])
        case sent(MinionNumber, [UInt8])
        case told(RouterLink.Peer, [UInt8])
        case cut(MinionNumber)

        /// The packet.
        var packet: [UInt8] {
            switch self {
            case .broadcast(let packet), .sent(_, let packet), .told(_, let packet): packet
            case .cut: []
            }
        }

        /// What the packet is.
        var kind: MessageKind? { try? OpenedPacket.kind(of: packet) }
    }

    private struct State {
        var entries: [Entry] = []
        var waiting: CheckedContinuation<Entry, Never>?
        var isFull = false
    }

    private let state = Mutex(State())

    /// Whether the queue to the socket takes nothing.
    func setFull(_ isFull: Bool) {
        state.withLock { $0.isFull = isFull }
    }

    func broadcast(_ packet: [UInt8]) -> Bool {
        publish([.broadcast(packet)])
    }

    func send(_ packet: [UInt8], to minions: [MinionNumber]) -> Bool {
        publish(minions.map { .sent($0, packet) })
    }

    func send(_ packets: [(MinionNumber, [UInt8])]) -> Bool {
        publish(packets.sorted { $0.0 < $1.0 }.map { .sent($0.0, $0.1) })
    }

    func cut(_ minion: MinionNumber) {
        note(.cut(minion))
    }

    /// A packet for a command.
    func tell(_ peer: RouterLink.Peer, _ packet: [UInt8]) {
        note(.told(peer, packet))
    }

    /// The next entry, waiting for it.
    func next() async -> Entry {
        await withCheckedContinuation { continuation in
            let entry: Entry? = state.withLock { state in
                guard state.entries.isEmpty else { return state.entries.removeFirst() }
                state.waiting = continuation
                return nil
            }
            if let entry { continuation.resume(returning: entry) }
        }
    }

    /// All that came and was not taken.
    func all() -> [Entry] {
        state.withLock { state in
            defer { state.entries = [] }
            return state.entries
        }
    }

    private func publish(_ entries: [Entry]) -> Bool {
        guard !state.withLock({ $0.isFull }) else { return false }
        for entry in entries { note(entry) }
        return true
    }

    private func note(_ entry: Entry) {
        let waiting: CheckedContinuation<Entry, Never>? = state.withLock { state in
            guard let waiting = state.waiting else {
                state.entries.append(entry)
                return nil
            }
            state.waiting = nil
            return waiting
        }
        waiting?.resume(returning: entry)
    }
}
