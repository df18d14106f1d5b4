import BrineTesting
import Glibc

/// Settings of a master that notices within seconds who is away.
let quickPresence = "heartbeat_interval: 1\ngather_job_timeout: 1"

extension Cluster {
    /// How a job stands on each of its minions, as `jobs.list_job` says.
    func states(of jid: String) async throws -> [String: String] {
        let row = try await succeed("salt-run", "--out", "json", "--out-indent", "-1", "jobs.list_job", jid)
        guard let start = row.firstRange(of: #""State": {"#) else { return [:] }
        let pairs = row[start.upperBound...].prefix { $0 != "}" }.split(separator: ", ")
        return Dictionary(
            pairs.map { pair in
                let words = pair.split(separator: "\"", omittingEmptySubsequences: true)
                return (String(words[0]), String(words[words.count - 1]))
            }
        ) { first, _ in first }
    }

    /// Waits until a job stands so on a minion.
    func waitForState(_ state: String, of jid: String, on minion: String) async throws {
        var last = "unknown"
        do {
            try await until("\(state)") {
                last = try await states(of: jid)[minion] ?? "unknown"
                return last == state
            }
        } catch is DeadlinePassed {
            throw DeadlinePassed("\(jid) \(state) on \(minion), where it is \(last),")
        }
    }

    /// Waits until a job has returned from a minion, and its return is all that it says.
    func waitForReturn(_ value: String, of jid: String, on minion: String) async throws {
        try await until("the return of \(jid) from \(minion)") {
            try await succeed("salt-run", "jobs.lookup_jid", jid) == "\(minion):\n    \(value)"
        }
    }

    /// Waits until a minion answers: what was sent to it before on the same connection has arrived.
    func waitForAnswer(of minion: String) async throws {
        try await until("an answer of \(minion)") {
            try await run("salt", "-t", "2", minion, "test.ping").output == "\(minion):\n    True\n"
        }
    }

    /// Waits until a minion says that a command came too late; or that its connection was too long without a word, and was
    /// given up with the command in it, as happens on a machine under load.
    func waitForLateCommand(_ jid: String, on minion: String) async throws {
        try await until("word of the late command") {
            let log = try log(of: minion)
            return log.contains("job \(jid) came after its delivery window and is not run")
                || log.contains("lost the master")
        }
    }

    /// Waits until a minion keeps no return any more.
    func waitForEmptyOutbox(of minion: String) async throws {
        try await until("the empty outbox of \(minion)") { outbox(of: minion).isEmpty }
    }

    /// The returns that a minion keeps.
    func outbox(of minion: String) -> [String] {
        TestFile.names(in: outboxFolder(minion)).filter { !$0.hasPrefix(".") }
    }

    /// What a minion has told its log.
    func log(of minion: String) throws -> String { try TestFile.read("\(folder)/\(minion)/var/log/salt/minion") }

    /// Does something while all events are kept.
    func watchingEvents(_ body: (EventFile) async throws -> Void) async throws {
        let file = EventFile(path: "\(folder)/events")
        try TestFile.write("", to: file.path)
        let result = try await run("salt-run", ["--out-file", file.path, "state.event"]) { pid in
            try await until("the first event") {
                _ = try await run("salt", "*", "test.ping")
                return try !file.text.isEmpty
            }
            try await body(file)
            kill(pid, SIGINT)
        }
        if result.status != 0 { throw DeadlinePassed("the orderly end of state.event (\(result.error))") }
    }
}

/// The events that were shown until now.
struct EventFile {
    let path: String

    var text: String {
        get throws { try TestFile.read(path) }
    }

    /// The events with a tag.
    func events(_ tag: String) throws -> [Substring] {
        try text.split(separator: "\n").filter { $0.hasPrefix("\(tag)\t") }
    }

    /// How often a minion was said to have gone.
    func departures(of minion: String) throws -> Int {
        try events("salt/presence/change")
            .count { event in
                guard let start = event.firstRange(of: #""lost": ["#) else { return false }
                return event[start.upperBound...].prefix { $0 != "]" }.contains("\"\(minion)\"")
            }
    }
}
