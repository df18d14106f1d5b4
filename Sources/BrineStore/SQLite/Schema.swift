internal import GRDB

/// The tables, and how a file is known to hold ours.
enum Schema {
    /// The newest version known here: `PRAGMA user_version` of a file whose tables are these.
    static let version: Int64 = 6
    /// What marks a SQLite file as a job store: `PRAGMA application_id`, the letters `Brin`.
    static let applicationID: Int64 = 0x4272_696E

    /// The steps from one version to the next; the first makes an empty file version 1.
    ///
    /// A step, once released, is never changed: later versions append.
    static let steps = [
        """
        CREATE TABLE minions (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE jobs (
            jid INTEGER PRIMARY KEY,
            fun TEXT NOT NULL,
            arg BLOB NOT NULL,
            tgt BLOB NOT NULL,
            tgt_type TEXT NOT NULL,
            user TEXT NOT NULL,
            metadata BLOB,
            deliver_before INTEGER NOT NULL,
            minions BLOB NOT NULL,
            open INTEGER NOT NULL,
            -- Of a call that a minion made of its own accord: what names it there.
            origin TEXT UNIQUE
        ) STRICT;
        CREATE INDEX open_jobs ON jobs (jid) WHERE open = 1;
        -- With rowids: a key of (jid, minion) beside them takes rows faster than a table WITHOUT ROWID.
        CREATE TABLE outcomes (
            jid INTEGER NOT NULL,
            minion INTEGER NOT NULL,
            state INTEGER NOT NULL,
            at INTEGER NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (jid, minion)
        ) STRICT;
        CREATE TABLE meta (
            key TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT;
        """,
        """
        -- How long the job may run on each minion, in microseconds; NULL for as long as it takes.
        ALTER TABLE jobs ADD COLUMN time_limit INTEGER;
        """,
        """
        -- What each minion last told of its machine: a MessagePack map.
        CREATE TABLE grains (
            minion INTEGER PRIMARY KEY,
            grains BLOB NOT NULL
        ) STRICT;
        """,
        """
        -- What jobs are searched by. The jid is the last column of each index, as the row's number where it is not named.
        CREATE INDEX jobs_by_function ON jobs (fun);
        CREATE INDEX jobs_by_user ON jobs (user);
        -- The target's expression, or a row for each id of a list.
        CREATE TABLE job_targets (
            word TEXT NOT NULL,
            jid INTEGER NOT NULL,
            PRIMARY KEY (word, jid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX job_targets_by_job ON job_targets (jid);
        -- A hash for each key of the metadata with its value.
        CREATE TABLE job_marks (
            mark INTEGER NOT NULL,
            jid INTEGER NOT NULL,
            PRIMARY KEY (mark, jid)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX job_marks_by_job ON job_marks (jid);
        """,
        """
        -- How the job is brought to a few minions at a time: a MessagePack map; NULL for to all at once.
        ALTER TABLE jobs ADD COLUMN rollout BLOB;
        -- Of such a job, the minions whose turn has come.
        CREATE TABLE turns (
            jid INTEGER NOT NULL,
            minion INTEGER NOT NULL,
            PRIMARY KEY (jid, minion)
        ) STRICT, WITHOUT ROWID;
        """,
        """
        -- How long each minion has to get the job, in microseconds; NULL for the master's own window.
        ALTER TABLE jobs ADD COLUMN deliver_within INTEGER;
        -- Of an open job, the minions without an outcome that have said that they have it: encoded as in jobs.
        CREATE TABLE receipts (
            jid INTEGER PRIMARY KEY,
            minions BLOB NOT NULL
        ) STRICT;
        """,
    ]

    /// Finds out whether a file is a job store of a known version, or empty and so may become one; changes nothing.
    static func check(_ db: Database, path: String) throws {
        let found = try number(db, "PRAGMA user_version")
        let application = try number(db, "PRAGMA application_id")
        if application != applicationID {
            guard application == 0, found == 0, try number(db, "SELECT count(*) FROM sqlite_master") == 0 else {
                throw JobStoreError.unusable(path: path, reason: "it is a SQLite database of another program")
            }
        }
        guard found <= version else {
            throw JobStoreError.newerSchema(path: path, found: found, newest: version)
        }
        guard found >= 0 else {
            throw JobStoreError.unusable(path: path, reason: "its schema has the impossible version \(found)")
        }
    }

    /// Brings a checked file to the newest version, in one transaction.
    ///
    /// One that has it is not written to: a master whose disk is full must come up and show what it has.
    static func migrate(_ db: Database) throws {
        let isOurs = try number(db, "PRAGMA application_id") == applicationID
        guard try !isOurs || number(db, "PRAGMA user_version") < version else { return }
        try db.inTransaction(.immediate) {
            let found = Int(try number(db, "PRAGMA user_version"))
            let isSearchable = try SearchTable.exists(db)
            for (index, step) in steps.enumerated().dropFirst(found) {
                try db.execute(sql: step)
                try db.execute(sql: "PRAGMA user_version = \(index + 1)")
            }
            if !isSearchable { try SearchTable.fill(db) }
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            return .commit
        }
    }

    private static func number(_ db: Database, _ sql: String) throws -> Int64 {
        try Int64.fetchOne(db, sql: sql) ?? 0
    }
}
