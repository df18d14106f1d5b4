internal import BrineCore
internal import BrineModules
internal import BrineWire
internal import CLinux
internal import Glibc
internal import MessagePack

/// What the minion keeps of jobs that have ended: with `cache_jobs` their returns, and the outputs that were too long for one.
///
/// Nothing of it is needed by anybody: it may be removed at any time, and is by its age.
struct ReturnCache: Sendable {
    /// Whether returns are kept after the master has them.
    let keepsReturns: Bool
    private let returns: DurableFolder
    private let outbox: DurableFolder
    private let outputFolder: String

    /// The cache of a minion with these settings.
    init(_ settings: MinionSettings) {
        keepsReturns = settings.cachesJobs
        returns = DurableFolder(settings.returnFolder)
        outbox = DurableFolder(settings.outboxFolder)
        outputFolder = settings.outputFolder
    }

    /// The cache that a worker of a minion finds by its order.
    init(_ order: WorkerOrder) {
        keepsReturns = order.keepsReturns
        returns = DurableFolder(order.returnFolder)
        outbox = DurableFolder(order.outboxFolder)
        outputFolder = order.places.outputFolder
    }

    /// Keeps a return that the master has; nobody waits for the disk.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func keep(_ packet: [UInt8], of jid: JobID) throws(FileError) {
        guard keepsReturns else { return }
        try returns.write(packet, for: jid, isSynced: false)
    }

    /// A job's return, from here or from the outbox.
    func find(_ jid: JobID) -> CachedReturn {
        for folder in [outbox, returns] {
            guard let packet = try? folder.read(jid), let message = try? ReturnMessage(packet: packet) else { continue }
            return .kept(message.fields)
        }
        guard keepsReturns else {
            return .notKept("Local jobs cache directory not found; you may need to enable cache_jobs on this minion")
        }
        return .notKept("Local jobs cache directory \(returns.path)/\(jid) not found")
    }

    /// Removes what is older than a time.
    ///
    /// Linear in what is kept.
    ///
    /// - Throws: ``FileError`` for the last thing that could not be removed; all that could be is.
    func clear(olderThan age: Duration) throws(FileError) {
        var failure: FileError?
        for folder in [returns.path, outputFolder] {
            do throws(FileError) {
                try Self.removeFiles(in: folder, olderThan: age)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private static func removeFiles(in folder: String, olderThan age: Duration) throws(FileError) {
        let listed = try DurableFolder(folder).list()
        let names = listed.jids.map(\.description) + listed.others
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var failure: FileError?
        for path in names.map({ "\(folder)/\($0)" }) {
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            // A file from the future is as young as can be.
            let seconds = max(0, now.tv_sec - status.st_mtim.tv_sec)
            guard Duration.seconds(seconds) >= age else { continue }
            if unlink(path) != 0, errno != ENOENT { failure = FileError("remove", path) }
        }
        if let failure { throw failure }
    }
}
