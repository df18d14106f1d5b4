internal import Glibc
internal import Synchronization

/// Ports that nobody uses.
public enum FreePorts {
    /// Below the ports that the system gives to outgoing connections: one of those could take a port between its choice and
    /// its use.
    private static let range = 20_000..<30_000
    /// Where to look next: another place in each process, and no port twice in one.
    private static let next = Atomic(Int(getpid()) &* 7_919)

    /// Some ports that were free a moment ago, none given twice by this process.
    public static func take(_ count: Int) -> [UInt16] {
        var ports: [UInt16] = []
        while ports.count < count {
            let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
            let port = UInt16(range.lowerBound + place % range.count)
            if isFree(port) { ports.append(port) }
        }
        return ports
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
