/*
 * Brings the same rows into the same tables as `store-benchmark insert`, on plain SQLite: what can be had at all.
 *
 *   baseline STORE BATCH TOTAL     prints how many rows a second were on the disk
 *   baseline --version             prints SQLite's version
 *
 * The file is one that `store-benchmark prepare` has made, so the tables, their indexes and the jobs are the store's. The
 * settings are the store's too: WAL, each commit synced (synchronous = FULL), a checkpoint each 20,000 pages. A row is an
 * outcome; the job whose last one comes is closed. Nothing is judged: that is the store's own work.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MINIONS 1000

static sqlite3 *db;

static void check(int code, int expected) {
    if (code == expected) return;
    fprintf(stderr, "baseline: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static sqlite3_stmt *prepared(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), SQLITE_OK);
    return statement;
}

static void run(sqlite3_stmt *statement) {
    check(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_reset(statement);
}

int main(int count, char **words) {
    if (count == 2 && strcmp(words[1], "--version") == 0) {
        puts(sqlite3_libversion());
        return 0;
    }
    if (count != 4 || atoi(words[2]) < 1) {
        fputs("Usage: baseline STORE BATCH TOTAL\n", stderr);
        return 64;
    }
    int batch = atoi(words[2]), total = atoi(words[3]) / batch * batch;
    check(sqlite3_open_v2(words[1], &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    check(sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 20000",
                       NULL, NULL, NULL), SQLITE_OK);

    /* The jids of the prepared jobs, in order. */
    static int64_t jids[500];
    sqlite3_stmt *list = prepared("SELECT jid FROM jobs ORDER BY jid");
    for (int i = 0; i < 500; i++) {
        check(sqlite3_step(list), SQLITE_ROW);
        jids[i] = sqlite3_column_int64(list, 0);
    }
    sqlite3_finalize(list);

    sqlite3_stmt *begin = prepared("BEGIN IMMEDIATE"), *commit = prepared("COMMIT");
    sqlite3_stmt *insert = prepared("INSERT INTO outcomes (state, at, body, jid, minion) VALUES (?, ?, ?, ?, ?)");
    sqlite3_stmt *closing = prepared("UPDATE jobs SET open = 0 WHERE jid = ?");
    static unsigned char bodies[MINIONS][220];
    for (int i = 0; i < MINIONS; i++)
        for (int j = 0; j < 220; j++) bodies[i][j] = (unsigned char)(i + 1 + j);

    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int row = 0; row < total;) {
        run(begin);
        for (int i = 0; i < batch; i++, row++) {
            int64_t jid = jids[row / MINIONS];
            int place = row % MINIONS * 377 % MINIONS;
            sqlite3_bind_int64(insert, 1, 1);
            sqlite3_bind_int64(insert, 2, jid);
            sqlite3_bind_blob(insert, 3, bodies[place], sizeof bodies[place], SQLITE_STATIC);
            sqlite3_bind_int64(insert, 4, jid);
            sqlite3_bind_int64(insert, 5, place + 1);
            run(insert);
            if (row % MINIONS == MINIONS - 1) {
                sqlite3_bind_int64(closing, 1, jid);
                run(closing);
            }
        }
        run(commit);
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    printf("%.0f\n", total / seconds);
    return 0;
}
