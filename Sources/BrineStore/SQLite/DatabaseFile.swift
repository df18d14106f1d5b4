internal import GRDB
internal import Glibc

/// Opens the file of a store, with what its promises need of SQLite.
struct DatabaseFile {
    /// Where it is.
    let path: String
    /// How large it may become, in bytes; nil for as large as the disk allows.
    let maximumSize: Int64?
    /// Whether each commit waits for the disk.
    ///
    /// Without, a loss of power takes the last ones back, and the end of the process none.
    var isSynced = true
    /// How long a lock of somebody else's is waited for, in seconds: a backup may hold one for a moment.
    ///
    /// There is no other writer.
    var patience = 5.0
    /// What else each connection is given as it is made.
    var prepare: @Sendable (Database) -> Void = { _ in }

    /// Pages of the write-ahead log between checkpoints.
    ///
    /// Twenty times SQLite's own: fewer checkpoints give half as many more returns a second and halve the slowest
    /// commits, for a log of 80 MB.
    private static let checkpointPages = 20_000

    /// The open database, created where there is no file and brought to the newest schema where it is older.
    func open() throws(JobStoreError) -> DatabasePool {
        try create()
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // Only now: the pool itself sets NORMAL when it turns to WAL, with which a power cut can lose a commit.
                try db.execute(sql: "PRAGMA synchronous = \(isSynced ? "FULL" : "NORMAL")")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
                try Schema.migrate(db)
                try limitSize(db)
            }
            return pool
        } catch let error as JobStoreError {
            throw error
        } catch {
            throw .unusable(path: path, reason: DatabaseFailure.reason(error))
        }
    }

    /// Creates the file, if there is none, for its owner alone; SQLite gives the files beside it the same mode.
    private func create() throws(JobStoreError) {
        let descriptor = Self.openFile(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST || access(path, R_OK | W_OK) != 0 {
            // A file that is there may be nobody's to write, or on a read-only disk: SQLite's own words for that are poor.
            throw .unusable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private static func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
        Glibc.open(path, flags, mode)
    }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "job-store"
        configuration.busyMode = .timeout(patience)
        let (path, prepare) = (path, prepare)
        // Before the pool turns the file to WAL, so that a file that is not ours stays as it is.
        configuration.prepareDatabase { db in
            if !db.configuration.readonly { try Schema.check(db, path: path) }
            prepare(db)
        }
        return configuration
    }

    private func limitSize(_ db: Database) throws {
        guard let maximumSize else { return }
        let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 4_096
        try db.execute(sql: "PRAGMA max_page_count = \(max(1, maximumSize / pageSize))")
    }
}
