internal import BrineCore
internal import BrineWire
internal import Logging

/// The returns and events that the master does not have yet: those on the disk, and those that were answered from memory.
///
/// Belongs to the minion's thread; workers and `salt-call` put files into its folder.
final class ReturnShelf {
    private let minion: MinionID
    private let outbox: DurableFolder
    private let cache: ReturnCache
    private let logger: Logger
    /// The returns of inline functions, made in microseconds from memory, and those that could not be written.
    private var answers: [JobID: [UInt8]] = [:]
    /// What waits on the disk.
    private(set) var disk: OutboxBound
    /// What waits in memory.
    private(set) var memory = OutboxBound(bytes: OutboxBound.inMemory.bytes, returns: OutboxBound.inMemory.returns)

    /// The shelf of a minion with these settings; its folder is made where it is missing, and what waits there is counted.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    init(_ settings: MinionSettings, cache: ReturnCache, logger: Logger) throws(FileError) {
        minion = settings.id
        outbox = DurableFolder(settings.outboxFolder)
        disk = OutboxBound(bytes: settings.outboxLimit, returns: OutboxBound.returnsOnDisk)
        self.cache = cache
        self.logger = logger
        try outbox.makeFolder()
        outbox.removeLeftovers()
        var change: OutboxBound.Change?
        for (jid, bytes) in try outbox.sizes() {
            change = disk.waits(jid, bytes: OutboxBound.onDisk(bytes)) ?? change
        }
        tell(change)
    }

    /// Makes the folder anew, where somebody has removed it.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func makeFolder() throws(FileError) {
        try outbox.makeFolder()
    }

    /// Whether a job's return is on the disk; also where that cannot be found out, since one that may be there must not be
    /// replaced.
    func hasReturn(of jid: JobID) -> Bool {
        (try? surelyHasReturn(of: jid)) ?? true
    }

    /// Whether a job's return is on the disk, for certain; what is none of it is set aside.
    ///
    /// - Throws: ``FileError`` where that cannot be found out.
    func surelyHasReturn(of jid: JobID) throws(FileError) -> Bool {
        guard let packet = try read(jid) else { return false }
        return isOurs(packet, under: jid)
    }

    /// What waits on the disk, but for what is known already; what is nothing of ours is set aside.
    ///
    /// - Throws: ``FileError`` where the folder cannot be listed.
    func waiting(except isKnown: (JobID) -> Bool) throws(FileError) -> [JobID] {
        try outbox.list().jids.filter { !isKnown($0) && isToBeSent($0) }
    }

    /// The packet of a job's return, or nil where it is gone.
    ///
    /// - Throws: ``FileError`` where it is there and cannot be read now.
    func packet(of jid: JobID) throws(FileError) -> [UInt8]? {
        if let packet = answers[jid] { return packet }
        return try read(jid)
    }

    /// How many bytes of a job's return wait, about; nil where none is known.
    func size(of jid: JobID) -> Int? {
        memory.size(of: jid) ?? disk.size(of: jid)
    }

    /// Takes a return that was made from memory, and is kept there.
    func answer(_ jobReturn: JobReturn) {
        keepInMemory(ReturnPacket.make(jobReturn, of: minion), of: jobReturn.jid)
    }

    private func keepInMemory(_ packet: [UInt8], of jid: JobID) {
        answers[jid] = packet
        tell(memory.waits(jid, bytes: packet.count), in: .memory)
    }

    /// Takes a return that the minion makes for a job of which the disk knows.
    ///
    /// - Returns: whether it is on the disk; where not it is kept in memory, and the job's record must stay until the master
    ///   has the return.
    func keep(_ jobReturn: JobReturn) -> Bool {
        let packet = ReturnPacket.make(jobReturn, of: minion)
        do {
            try outbox.write(packet, for: jobReturn.jid)
            tell(disk.waits(jobReturn.jid, bytes: OutboxBound.onDisk(packet.count)))
            return true
        } catch {
            logger.error("\(error); the return of job \(jobReturn.jid) is kept in memory")
            keepInMemory(packet, of: jobReturn.jid)
            return false
        }
    }

    /// The master has a job's return.
    ///
    /// - Returns: whether it was in memory: of one that could not be written the record is still there.
    func forget(_ jid: JobID) -> Bool {
        let answer = answers.removeValue(forKey: jid)
        if answer != nil { tell(memory.left(jid), in: .memory) }
        do {
            if cache.keepsReturns, let packet = try answer ?? outbox.read(jid), try Self.isReturn(packet) {
                try cache.keep(packet, of: jid)
            }
        } catch {
            logger.error("the return of job \(jid) is not kept here: \(error)")
        }
        guard answer == nil else { return true }
        do {
            try outbox.remove(jid)
            tell(disk.left(jid))
        } catch {
            // It is sent again when the outbox is looked at next, which does no harm.
            logger.error("\(error)")
        }
        return false
    }

    private static func isReturn(_ packet: [UInt8]) throws(WireError) -> Bool {
        try OpenedPacket.kind(of: packet) == .jobReturn
    }

    /// The job whose return a packet is, or the name of the event that it is; and the minion that says so.
    private static func names(of packet: [UInt8]) throws(WireError) -> (JobID, MinionID) {
        guard try isReturn(packet) else {
            let event = try EventMessage(packet: packet)
            return (event.jid, event.id)
        }
        let envelope = try ReturnEnvelope(packet: packet)
        return (envelope.jid, envelope.id)
    }

    private func isToBeSent(_ jid: JobID) -> Bool {
        do {
            guard let packet = try read(jid) else { return false }
            return isOurs(packet, under: jid)
        } catch {
            // It is there and cannot be read now: it is held, so that its job is not taken for lost, and tried again.
            logger.error("\(error)")
            return true
        }
    }

    private func isOurs(_ packet: [UInt8], under jid: JobID) -> Bool {
        do {
            let (found, id) = try Self.names(of: packet)
            // A file under another job's name would never be found by its own, and stay for ever; the master takes none in
            // another minion's name.
            guard found == jid else {
                throw WireError.wrongField("jid", expected: jid.description, found: found.description)
            }
            guard id == minion else {
                throw WireError.wrongField("id", expected: minion.description, found: id.description)
            }
            return true
        } catch {
            logger.error("\(outbox.path)/\(jid) is no return and no event of this minion (\(error)); it is set aside")
            try? outbox.setAside(jid.description)
            tell(disk.left(jid))
            return false
        }
    }

    /// Reads what waits on the disk under a name, and counts it: others than this process put files there, too.
    private func read(_ jid: JobID) throws(FileError) -> [UInt8]? {
        guard let packet = try outbox.read(jid) else {
            tell(disk.left(jid))
            return nil
        }
        tell(disk.waits(jid, bytes: OutboxBound.onDisk(packet.count)))
        return packet
    }

    private enum Place: String {
        case disk = "in the outbox"
        case memory = "in memory"
    }

    private func tell(_ change: OutboxBound.Change?, in place: Place = .disk) {
        switch change {
        case .reached:
            let bound = place == .disk ? disk : memory
            logger.error(
                "too much waits \(place.rawValue) for the master (returns and events: \(bound.count), bytes: \(bound.total)): no further job is taken until there is room"
            )
        case .hasRoom: logger.warning("there is room \(place.rawValue) again: jobs are taken")
        case nil: break
        }
    }
}
