internal import CLinux
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Tells when a file has been put into the outbox by somebody else: `salt-call` leaves its returns there.
final class OutboxWatch {
    /// Becomes readable when a file has arrived.
    let descriptor: Int32

    /// Watches a folder that is there.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    init(_ folder: String) throws(FileError) {
        descriptor = brine_watch_arrivals(folder)
        guard descriptor >= 0 else { throw FileError("watch", folder) }
    }

    deinit {
        close(descriptor)
    }

    /// Forgets the arrivals so far.
    func clear() {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
