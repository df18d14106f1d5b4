internal import BrineCore
internal import BrineFormats
internal import BrineTesting
internal import Glibc
internal import MessagePack

/// Reads at the end what the store has, what the witness saw and what is left.
struct Collector {
    let fleet: Fleet
    let history: History
    let settings: StormSettings
    /// Told what is waited for.
    let tell: @Sendable (String) -> Void

    /// Waits until nothing is under way any more, or until the time for that is over.
    func waitForRest() async {
        let end = ContinuousClock.now + settings.rest
        var last = ""
        while ContinuousClock.now < end {
            let busy = fleet.minions.filter { !names(of: "proc", $0).isEmpty || !names(of: "outbox", $0).isEmpty }
            let active = try? await fleet.run(["salt-run", "--out", "json", "--out-indent", "-1", "jobs.active"])
            let isIdle = active?.status == 0 && active?.output == "{}\n"
            if busy.isEmpty, isIdle { return }
            let now = busy.isEmpty ? "jobs that are active" : "what is kept at \(busy.joined(separator: ", "))"
            if now != last { tell("waiting for \(now)") }
            last = now
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Notes the witness's lines.
    func readWitness() {
        guard let text = try? TestFile.read(fleet.witness) else { return }
        for (place, line) in text.split(separator: "\n").enumerated() {
            guard let line = WitnessLine(line, place: place) else {
                history.note(.left("a line that nobody reads: \(line)", at: "witness"))
                continue
            }
            history.note(.witnessed(line), at: line.at)
        }
    }

    /// Notes how each job stands in the store.
    ///
    /// - Throws: ``StormError`` where the master does not list its jobs.
    func readStore() async throws {
        let list = try await fleet.run(["salt-run", "--out", "json", "--out-indent", "-1", "jobs.list_jobs"])
        guard list.status == 0, let listed = CallEnd.json(list.output)?.mapValue else {
            throw StormError("the master does not list its jobs: \(list.error)")
        }
        var works: [String: Work] = [:]
        var jids: Set<String> = []
        for entry in history.all {
            if case .called(let call) = entry.act, let work = call.work { works[work.token] = work }
            if case .ended(let end) = entry.act, let jid = end.jid { jids.insert(jid) }
            if case .told(let jid, _) = entry.act { jids.insert(jid) }
        }
        var tokens: [String: String] = [:]
        for entry in listed.entries {
            guard let jid = entry.key.stringValue else { continue }
            let function = entry.value["Function"]?.stringValue ?? "several"
            if function.hasPrefix("runner.") { continue }
            jids.insert(jid)
            tokens[jid] = entry.value["Metadata"]?["storm"]?.stringValue
        }
        let questions = jids.sorted().map { jid in (jid, tokens[jid].flatMap { works[$0] }) }
        // A few at once: most of the time goes into the start of the command.
        try await withThrowingTaskGroup(of: StoredJob.self) { group in
            for (place, (jid, work)) in questions.enumerated() {
                if place >= 3, let job = try await group.next() { history.note(.stored(job)) }
                group.addTask { try await stored(jid, work) }
            }
            for try await job in group { history.note(.stored(job)) }
        }
    }

    private func stored(_ jid: String, _ work: Work?) async throws -> StoredJob {
        // What was told to be final is; what is not yet gets the time that a delivery window takes.
        let end = ContinuousClock.now + settings.window
        while true {
            let run = try await fleet.run(["salt-run", "--out", "json", "--out-indent", "-1", "jobs.list_job", jid])
            guard run.status == 0, let value = CallEnd.json(run.output) else {
                return StoredJob(jid: jid, error: "the master does not answer: \(run.error)")
            }
            let job = StoredJob(jid, value, work)
            if job.pairs.values.allSatisfy(\.state.isFinal) || ContinuousClock.now > end { return job }
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// Stops the daemons, and notes the files and processes that should be gone.
    func lookForLeftovers() async {
        for id in fleet.minions {
            for folder in ["proc", "outbox"] {
                for name in names(of: folder, id) { history.note(.left("\(folder)/\(name)", at: id)) }
            }
        }
        for place in fleet.minions + [Story.master] {
            guard let handle = fleet.signal(place, SIGTERM) else { continue }
            for _ in 0..<600 where !handle.hasEnded(within: .zero) { try? await Task.sleep(for: .milliseconds(50)) }
            if !handle.hasEnded(within: .zero) { history.note(.left("it does not end by SIGTERM", at: place)) }
        }
        var rest = fleet.processes()
        for _ in 0..<100 where !rest.isEmpty {
            try? await Task.sleep(for: .milliseconds(100))
            rest = fleet.processes()
        }
        for pid in rest { history.note(.left("process \(pid): \(fleet.words(of: pid))", at: "the machine")) }
        for id in fleet.minions {
            for folder in ["", "proc", "outbox", "output"] {
                for name in TestFile.names(in: "\(fleet.cache(id))/\(folder)") where name.hasPrefix(".") {
                    if folder != "proc" || name != ".signals" {
                        history.note(.left("\(folder)/\(name)", at: id))
                    }
                }
            }
            for name in TestFile.names(in: "\(fleet.cache(id))/proc/.signals") {
                history.note(.left("proc/.signals/\(name)", at: id))
            }
        }
    }

    /// The jobs in one of a minion's folders.
    private func names(of folder: String, _ id: String) -> [String] {
        TestFile.names(in: "\(fleet.cache(id))/\(folder)").filter { !$0.hasPrefix(".") }
    }
}

extension StoredJob {
    /// What `jobs.list_job` answers of a job.
    init(_ jid: String, _ value: Value, _ work: Work?) {
        self.init(jid: jid, token: work?.token)
        function =
            value["Function"]?.stringValue
            ?? value["Function"]?.arrayValue?.compactMap(\.stringValue).joined(separator: ",") ?? ""
        error = value["Error"]?.stringValue
        minions = value["Minions"]?.arrayValue?.compactMap(\.stringValue) ?? []
        for entry in value["State"]?.mapValue?.entries ?? [] {
            guard let id = entry.key.stringValue, let state = JobState(rawValue: entry.value.stringValue ?? "") else {
                continue
            }
            pairs[id] = Pair(state: state)
        }
        for entry in value["Result"]?.mapValue?.entries ?? [] {
            guard let id = entry.key.stringValue else { continue }
            var pair = pairs[id] ?? Pair(state: .running)
            pair.hasReturn = true
            pair.retcode = entry.value["retcode"]?.intValue.map { Int($0) }
            let result = entry.value["return"] ?? .null
            if let work { (pair.run, pair.isWhole) = work.result(result) }
            if !pair.isWhole { pair.text = String(JSONRenderer(indent: nil).render(result).prefix(200)) }
            pairs[id] = pair
        }
    }
}
