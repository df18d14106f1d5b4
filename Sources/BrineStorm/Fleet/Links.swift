internal import CLinux
internal import Glibc
internal import Synchronization

/// The links of all minions: each minion connects to an address of its own, from where its connections go on to the master.
///
/// One thread moves everything. A minion's bytes wait in the buffers of its own links alone, which are bounded.
final class Links: Sendable {
    /// A port that minions connect to.
    private struct Listener {
        let descriptor: Int32
        let minion: Int
        let port: UInt16
    }

    private struct State {
        var weather: [LinkWeather]
        var isStopped = false
    }

    private let state: Mutex<State>
    /// The ends of a pipe that wakes the thread.
    private let wakeUp: (read: Int32, write: Int32)

    /// Links that are clear, and a thread that serves them until ``stop()``.
    ///
    /// - Throws: ``StormError`` where a port is not free, or the process may not have as many descriptors.
    init(minions: Int, ports: [UInt16]) throws {
        // For each minion and port the port itself and the two ends of a connection, and as much again for connections that
        // are just being replaced.
        let needed = minions * ports.count * 5 + 200
        let limit = brine_raise_descriptor_limit()
        guard limit < 0 || limit >= needed else {
            throw StormError("\(minions) minions need \(needed) descriptors, the system allows \(limit)")
        }
        var pipes: [Int32] = [0, 0]
        guard pipe(&pipes) == 0 else { throw StormError("no pipe") }
        for end in pipes {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        wakeUp = (pipes[0], pipes[1])
        state = Mutex(State(weather: Array(repeating: .clear, count: minions)))
        let listeners = try Self.listeners(minions: minions, ports: ports)
        var thread = pthread_t()
        let work = Unmanaged.passRetained(ThreadBody { self.serve(listeners) })
        guard
            pthread_create(
                &thread,
                nil,
                { argument in
                    argument.map { Unmanaged<ThreadBody>.fromOpaque($0).takeRetainedValue().body() }
                    return nil
                },
                work.toOpaque()
            ) == 0
        else {
            work.release()
            for listener in listeners { close(listener.descriptor) }
            throw StormError("no thread for the links")
        }
        pthread_detach(thread)
    }

    deinit {
        close(wakeUp.read)
        close(wakeUp.write)
    }

    /// The address that a minion has the master at.
    static func address(_ minion: Int) -> String { "127.0.\(1 + minion / 250).\(1 + minion % 250)" }

    /// Changes what a minion's links let through.
    func set(_ weather: LinkWeather, for minion: Int) {
        state.withLock { $0.weather[minion] = weather }
        wake()
    }

    /// Ends every link.
    func stop() {
        state.withLock { $0.isStopped = true }
        wake()
    }

    private func wake() {
        var byte: UInt8 = 1
        _ = write(wakeUp.write, &byte, 1)
    }

    private func serve(_ listeners: [Listener]) {
        var links: [(minion: Int, link: Link)] = []
        // Whether no further connection can be had for a moment.
        var isFull = false
        while true {
            let (weather, isStopped) = state.withLock { ($0.weather, $0.isStopped) }
            if isStopped { break }
            links.removeAll { minion, link in
                if weather[minion] == .cut { link.end(reset: true) }
                return weather[minion] == .cut
            }
            var requests = [pollfd(fd: wakeUp.read, events: Int16(POLLIN), revents: 0)]
            requests += listeners.map { pollfd(fd: isFull ? -1 : $0.descriptor, events: Int16(POLLIN), revents: 0) }
            for (minion, link) in links {
                let events = link.interest(weather[minion])
                // A negative descriptor is passed over: poll would tell of an end that nobody is to notice.
                requests.append(pollfd(fd: events.minion == 0 ? -1 : link.minion, events: events.minion, revents: 0))
                requests.append(pollfd(fd: events.master == 0 ? -1 : link.master, events: events.master, revents: 0))
            }
            let count = poll(&requests, nfds_t(requests.count), isFull ? Self.pause : -1)
            // More descriptors than the process may have are refused at once.
            if count < 0, errno != EINTR { poll(nil, 0, Self.pause) }
            isFull = false
            guard count > 0 else { continue }
            if requests[0].revents != 0 {
                var bytes = [UInt8](repeating: 0, count: 64)
                _ = read(wakeUp.read, &bytes, bytes.count)
            }
            let first = 1 + listeners.count
            var kept: [(minion: Int, link: Link)] = []
            for (index, entry) in links.enumerated() {
                var link = entry.link
                let isReady = requests[first + 2 * index].revents != 0 || requests[first + 2 * index + 1].revents != 0
                if !isReady || link.move(weather[entry.minion]) {
                    kept.append((entry.minion, link))
                } else {
                    link.end(reset: false)
                }
            }
            links = kept
            for (index, listener) in listeners.enumerated() where requests[1 + index].revents != 0 {
                let descriptor = accept(listener.descriptor, nil, nil)
                guard descriptor >= 0 else {
                    // One that was given up meanwhile is gone; one that there is no descriptor for waits, and would be told of at
                    // once again.
                    isFull = isFull || ![EAGAIN, EINTR, ECONNABORTED].contains(errno)
                    continue
                }
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                let master = weather[listener.minion] == .cut ? -1 : Self.connect(listener.port)
                if master >= 0 {
                    links.append((listener.minion, Link(minion: descriptor, master: master)))
                } else {
                    close(descriptor)
                }
            }
        }
        for (_, link) in links { link.end(reset: true) }
        for listener in listeners { close(listener.descriptor) }
    }

    /// How many milliseconds connections wait where there is no descriptor for them.
    private static let pause: Int32 = 100

    private static func listeners(minions: Int, ports: [UInt16]) throws -> [Listener] {
        var listeners: [Listener] = []
        do {
            for minion in 0..<minions {
                for port in ports {
                    listeners.append(Listener(descriptor: try listen(minion, port), minion: minion, port: port))
                }
            }
        } catch {
            for listener in listeners { close(listener.descriptor) }
            throw error
        }
        return listeners
    }

    private static func listen(_ minion: Int, _ port: UInt16) throws -> Int32 {
        let descriptor = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
            0
        )
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        let host = UInt32(0x7F00_0000) + UInt32(1 + minion / 250) << 8 + UInt32(1 + minion % 250)
        let bound = withAddress(host, port) { Glibc.bind(descriptor, $0, $1) }
        guard bound == 0, Glibc.listen(descriptor, 64) == 0 else {
            close(descriptor)
            throw StormError("cannot listen at \(address(minion)):\(port): \(String(cString: strerror(errno)))")
        }
        return descriptor
    }

    /// A connection to the master that may still be under way; negative where there is none.
    private static func connect(_ port: UInt16) -> Int32 {
        let descriptor = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
            0
        )
        let result = withAddress(0x7F00_0001, port) { Glibc.connect(descriptor, $0, $1) }
        if result == 0 || errno == EINPROGRESS { return descriptor }
        close(descriptor)
        return -1
    }

    private static func withAddress(
        _ host: UInt32,
        _ port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}

/// What a thread does.
private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}
