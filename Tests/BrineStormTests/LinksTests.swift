import BrineTesting
import Glibc
import Testing

@testable import BrineStorm

@Suite struct `The links of a storm` {
    /// A socket that listens at an address of loopback; negative where it is taken.
    private func listen(_ host: UInt32, _ port: UInt16) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if bound == 0, Glibc.listen(descriptor, 1) == 0 { return descriptor }
        close(descriptor)
        return -1
    }

    @Test func `keep no port where they cannot have all`() throws {
        let port = FreePorts.take(1)[0]
        let taken = listen(0x7F00_0102, port)
        defer { close(taken) }
        #expect(taken >= 0)
        #expect(throws: StormError.self) { try Links(minions: 2, ports: [port]) }
        let free = listen(0x7F00_0101, port)
        #expect(free >= 0)
        close(free)
    }

    @Test func `say how many descriptors they need, and how many there may be`() {
        #expect(throws: StormError.self) { try Links(minions: 1_000_000_000, ports: [1, 2, 3]) }
    }
}
