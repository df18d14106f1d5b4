internal import CLinux
internal import Glibc
internal import Synchronization

/// The thread between hosts: takes the packets that come out of each one's device and puts them into another's, as the plan
/// says.
final class PacketRelay: Sendable {
    private let hosts: [NetworkHost]
    private let numbers: [UInt32: Int]
    private let plan: Mutex<PacketPlan<[UInt8]>>
    private let stopping: (reads: Int32, writes: Int32)

    /// A relay that runs from now on, until ``stop()``.
    ///
    /// - Throws: ``NetworkRefused`` where the system gives no thread.
    init(_ hosts: [NetworkHost], seed: UInt64) throws {
        self.hosts = hosts
        numbers = Dictionary(
            hosts.enumerated()
                .map { number, host in
                    var address = in_addr()
                    inet_pton(AF_INET, host.address, &address)
                    return (address.s_addr, number)
                }
        ) { first, _ in first }
        plan = Mutex(PacketPlan(seed: seed))
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw NetworkRefused(what: "a pipe", reason: String(cString: strerror(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        stopping = (ends[0], ends[1])
        var thread = pthread_t()
        let error = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                brine_name_thread("test-network")
                Unmanaged<PacketRelay>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            Unmanaged.passRetained(self).toOpaque()
        )
        guard error == 0 else {
            Unmanaged.passUnretained(self).release()
            throw NetworkRefused(what: "a thread", reason: String(cString: strerror(error)))
        }
        pthread_detach(thread)
    }

    deinit {
        close(stopping.reads)
        close(stopping.writes)
    }

    /// Ends the thread; no packet goes on any more.
    func stop() {
        var byte: UInt8 = 0
        _ = write(stopping.writes, &byte, 1)
    }

    /// Looks at the plan, or changes it.
    func withPlan<Result: Sendable>(_ body: (inout sending PacketPlan<[UInt8]>) -> sending Result) -> sending Result {
        plan.withLock(body)
    }

    private func run() {
        var waits = hosts.map { pollfd(fd: $0.device, events: Int16(POLLIN), revents: 0) }
        waits.append(pollfd(fd: stopping.reads, events: Int16(POLLIN), revents: 0))
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            guard poll(&waits, nfds_t(waits.count), pause) >= 0 || errno == EINTR else { return }
            if waits[hosts.count].revents != 0 { return }
            for (number, wait) in waits.dropLast().enumerated() where wait.revents != 0 {
                // One that is gone would be told of at once again.
                if !take(from: number, &buffer) { waits[number].fd = -1 }
            }
            for (number, packet) in plan.withLock({ $0.takeDue(at: .now) }) {
                // What a host does not take is lost, as on its way.
                _ = write(hosts[number].device, packet, packet.count)
            }
        }
    }

    /// Milliseconds until a packet is due, rounded up; for ever where none waits.
    private var pause: Int32 {
        guard let due = plan.withLock({ $0.nextDue }) else { return -1 }
        let left = ContinuousClock.now.duration(to: due).components
        guard left.seconds >= 0, left.attoseconds >= 0 else { return 0 }
        return Int32(min(left.seconds, 1_000)) * 1_000
            + Int32((left.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    /// Takes what has come out of a host's device; IPv4 alone, since nobody here speaks anything else.
    ///
    /// - Returns: whether more may come.
    private func take(from number: Int, _ buffer: inout [UInt8]) -> Bool {
        while true {
            let count = read(hosts[number].device, &buffer, buffer.count)
            guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
            guard count >= 20, buffer[0] >> 4 == 4 else { continue }
            let destination = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: 16, as: UInt32.self) }
            guard let host = numbers[destination] else { continue }
            let packet = Array(buffer[..<count])
            plan.withLock { $0.sent(packet, .init(from: number, to: host), at: .now) }
        }
    }
}
