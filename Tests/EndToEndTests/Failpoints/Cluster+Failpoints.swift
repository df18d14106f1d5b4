import BrineFailpoints
import BrineFormats
import BrineTesting
import Glibc
import MessagePack
import Testing

extension Cluster {
    /// Whether somebody was killed at a failpoint of this cluster.
    func isMarked(_ mark: String = "mark") -> Bool { access("\(folder)/\(mark)", F_OK) == 0 }

    /// What has a daemon, or its worker, killed when it comes to a failpoint for the n-th time.
    ///
    /// - Parameters:
    ///   - failpoint: The failpoint.
    ///   - turn: Which time.
    ///   - mark: The name of the file that says so.
    /// - Returns: what is to be added to the daemon's environment.
    func dying(at failpoint: Failpoint, turn: Int = 1, mark: String = "mark") -> [String: String] {
        ["BRINE_FAILPOINT": "\(failpoint.rawValue):\(turn)", "BRINE_FAILPOINT_MARK": "\(folder)/\(mark)"]
    }

    /// Runs a test on a new cluster of two minions, of which nothing is started and whose keys are accepted; a few at a time.
    static func withFailpoints(
        minionSettings: String = "",
        _ body: (Cluster) async throws -> Void
    ) async throws {
        await gate.enter()
        do {
            try await withConfiguration(
                minions: ["web1", "web2"],
                masterSettings: "auto_accept: True",
                minionSettings: minionSettings,
                body
            )
            await gate.leave()
        } catch {
            await gate.leave()
            throw error
        }
    }

    private static let gate = Gate(places: 8)

    /// Starts a minion whose jobs know whose they are: `$MINION`.
    @discardableResult
    func startKnownMinion(_ id: String, _ environment: [String: String] = [:]) async throws -> DaemonHandle {
        try await startMinion(id, environment: environment.merging(["MINION": id]) { $1 })
    }

    /// Waits until exactly these minions are connected.
    func waitForPresence(of ids: [String]) async throws {
        try await until("the connections of \(ids)") {
            try await ask("manage.present") == Value.array(ids.map { .string($0) })
        }
    }

    /// What a runner answers.
    func ask(_ words: String...) async throws -> Value {
        let run = try await run("salt-run", ["--out", "json"] + words)
        try #require(run.status == 0, "\(words): \(run.error)")
        return try JSONReader.read(Array(run.output.utf8))
    }

    /// The jobs in the store that run a command.
    func commandJobs() async throws -> [String] {
        let jobs = try await ask("jobs.list_jobs", "search_function=cmd.run").mapValue
        return jobs?.keys.compactMap(\.stringValue).sorted() ?? []
    }

    /// Waits until no job is open anywhere.
    func waitForAllEnds() async throws {
        try await until("the end of all jobs") { try await ask("jobs.active") == .map([:]) }
    }

    /// How a job stands on each of its minions, and what those have returned that have.
    func ending(of jid: String) async throws -> (states: [String: String], returns: [String: String]) {
        let row = try await ask("jobs.list_job", jid)
        return (
            Self.texts(row["State"]) { $0.stringValue }, Self.texts(row["Result"]) { $0["return"]?.stringValue }
        )
    }

    /// How often a job's function has run on a minion: it writes a line there each time.
    func runs(on id: String) -> Int {
        ((try? TestFile.read("\(folder)/runs.\(id)")) ?? "").split(separator: "\n").count
    }

    /// A job's command: it writes a line on its minion each time it runs.
    var work: String { "echo run >> \(folder)/runs.$MINION; echo done" }

    /// That a second job works on all minions, and that nothing is left on their disks and open in the master.
    func expectAllIsWell(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let next = try await run("salt", "-t", "50", "--out", "txt", "*", "cmd.run", "echo $MINION")
        let answers = next.output.split(separator: "\n").sorted()
        #expect(answers.elementsEqual(minions.sorted().map { "\($0): \($0)" }), sourceLocation: sourceLocation)
        #expect(next.status == 0, sourceLocation: sourceLocation)
        for id in minions {
            for folder in [procFolder(id), outboxFolder(id)] {
                try await until("the end of all in \(folder)") {
                    TestFile.names(in: folder).allSatisfy { $0.hasPrefix(".") }
                }
            }
        }
        try await waitForAllEnds()
    }

    private static func texts(_ map: Value?, _ text: (Value) -> String?) -> [String: String] {
        var texts: [String: String] = [:]
        for entry in map?.mapValue?.entries ?? [] {
            if let key = entry.key.stringValue { texts[key] = text(entry.value) ?? "" }
        }
        return texts
    }
}
