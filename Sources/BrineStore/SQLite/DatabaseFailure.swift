internal import GRDB

/// What an error of the database means for whoever asked.
enum DatabaseFailure {
    /// What was being done when it failed.
    enum Attempt {
        case reading
        case writing
    }

    /// The error to throw on; one that says it all already (ours, or a cancellation) stays as it is.
    static func translated(_ error: any Error, while attempt: Attempt, path: String) -> any Error {
        guard let failure = error as? DatabaseError else { return error }
        switch failure.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return JobStoreError.unusable(path: path, reason: reason(failure))
        default:
            return switch attempt {
            case .reading: JobStoreError.readFailed(reason: reason(failure))
            case .writing: JobStoreError.writeFailed(reason: reason(failure))
            }
        }
    }

    /// What SQLite says of it.
    static func reason(_ error: any Error) -> String {
        guard let failure = error as? DatabaseError else { return "\(error)" }
        return failure.message ?? "SQLite error \(failure.extendedResultCode.rawValue)"
    }
}
