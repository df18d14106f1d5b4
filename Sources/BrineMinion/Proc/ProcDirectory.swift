internal import BrineCore
internal import BrineFailpoints
internal import BrineWire
internal import Logging

/// The proc directory: a file for each job that runs or waits.
///
/// Belongs to the minion's thread.
struct ProcDirectory {
    private let folder: DurableFolder
    private let logger: Logger

    /// The proc directory at a path, which is made where it is missing.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    init(_ path: String, logger: Logger) throws(FileError) {
        folder = DurableFolder(path)
        self.logger = logger
        try folder.makeFolder()
        folder.removeLeftovers()
    }

    /// The records that an earlier run of the minion left, oldest first; what is none is set aside.
    ///
    /// - Throws: ``FileError`` where it cannot be found out: behind a file that cannot be read may be a job that runs.
    func records() throws(FileError) -> [ProcRecord] {
        let (jids, others) = try folder.list()
        for name in others { setAside(name, "its name is no jid") }
        var records: [ProcRecord] = []
        for jid in jids {
            guard let bytes = try folder.read(jid) else { continue }
            do {
                let record = try ProcRecord(bytes)
                // A file under another job's name would never be found by its own, and stay for ever.
                let found = record.job.command.jid
                guard found == jid else {
                    throw WireError.wrongField("jid", expected: jid.description, found: found.description)
                }
                records.append(record)
            } catch {
                setAside(jid.description, "\(error)")
            }
        }
        return records
    }

    /// Writes a job's record: on disk and synced on return.
    ///
    /// - Throws: ``FileError`` where the system refuses.
    func write(_ job: RunningJob) throws(FileError) {
        let record = ProcRecord(job, boot: ProcessIdentity.boot)
        try folder.write(record.bytes, for: job.command.jid, halfway: .minionRecordUnnamed)
    }

    /// Removes a job's record; what keeps it is logged, and dealt with by the next start.
    func remove(_ jid: JobID) {
        do {
            try folder.remove(jid)
        } catch {
            logger.error("\(error)")
        }
    }

    private func setAside(_ name: String, _ reason: String) {
        logger.error("\(folder.path)/\(name) is set aside: \(reason)")
        do {
            try folder.setAside(name)
        } catch {
            logger.error("\(error)")
        }
    }
}
