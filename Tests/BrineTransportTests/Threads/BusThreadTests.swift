import BrineTransport
import Glibc
import Synchronization
import Testing

@Suite struct `A thread of the bus` {
    private struct PortInUse: Error, Equatable {}

    @Test func `hands an error of its opening to whoever starts it`() {
        #expect(throws: PortInUse()) { try BusThread("test") { _ in throw PortInUse() } }
    }

    @Test func `runs on a thread of its own, and is waited for`() throws {
        let order = Mutex<[String]>([])
        let own = Mutex<pthread_t?>(nil)
        let mailbox = try Mailbox<Int>(limit: 1)
        let thread = try BusThread("test") { ready in
            own.withLock { $0 = pthread_self() }
            order.withLock { $0.append("opened") }
            ready()
            while !mailbox.isClosed {}
            order.withLock { $0.append("ended") }
        }
        order.withLock { $0.append("ready") }
        mailbox.close()
        thread.join()
        thread.join()
        #expect(order.withLock { $0 } == ["opened", "ready", "ended"])
        #expect(own.withLock { $0 } != pthread_self())
    }

    @Test func `that ends before it is ready is waited for too`() throws {
        try BusThread("test") { _ in }.join()
    }

    @Test func `has its name, cut to what the system takes`() throws {
        let name = Mutex("")
        let thread = try BusThread("a name that is too long") { ready in
            let file = open("/proc/thread-self/comm", O_RDONLY | O_CLOEXEC)
            defer { close(file) }
            var bytes = [UInt8](repeating: 0, count: 64)
            let count = max(0, read(file, &bytes, bytes.count))
            name.withLock { $0 = String(decoding: bytes[..<count], as: UTF8.self) }
            ready()
        }
        thread.join()
        #expect(name.withLock { $0 } == "a name that is \n")
    }
}
