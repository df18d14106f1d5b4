public import BrineCore

/// Why a store could not do what it was asked.
public enum JobStoreError: Error, Sendable, Hashable {
    /// A job with that jid is kept already.
    case duplicateJob(JobID)
    /// The file was written by a newer Brine: its schema's version, and the newest known here.
    case newerSchema(path: String, found: Int64, newest: Int64)
    /// The file cannot be opened, is no database of ours, or is a damaged one.
    case unusable(path: String, reason: String)
    /// A row holds what no Brine writes.
    case damagedRow(String)
    /// All 16,777,215 numbers are given.
    case outOfNumbers
    /// A change could not be brought to the disk (it is full, it fails, the store is closed); nothing of it is kept.
    case writeFailed(reason: String)
    /// What was asked for could not be read from the disk.
    case readFailed(reason: String)
    /// A search looked at so many places and came only as far as this jid.
    case searchTooLong(looks: Int, reached: JobID)
}

extension JobStoreError: CustomStringConvertible {
    /// What went wrong, for logs and messages.
    public var description: String {
        switch self {
        case .duplicateJob(let jid):
            "the job \(jid) is in the store already"
        case .newerSchema(let path, let found, let newest):
            "\(path) was written by a newer version: expected a schema up to \(newest), found \(found)"
        case .unusable(let path, let reason):
            "\(path) cannot be used as the job store: \(reason)"
        case .damagedRow(let what):
            "the job store is damaged: \(what)"
        case .outOfNumbers:
            "there are no numbers left for new minions: all \(MinionNumber.maximum) are given"
        case .writeFailed(let reason):
            "the job store could not be written: \(reason)"
        case .readFailed(let reason):
            "the job store could not be read: \(reason)"
        case .searchTooLong(let looks, let reached):
            """
            the search was ended at \(CivilTime(reached.timestamp).runnerText), after \(looks) looks at the store: \
            expected one that is narrower in time, or names what it wants more exactly
            """
        }
    }
}
