internal import BrineCore

/// A history in the order of its jobs: what the checks look things up in.
struct Story {
    /// What a run belongs to.
    struct Place: Hashable {
        let token: String
        let minion: String
    }

    private(set) var entries: [Entry]
    private(set) var beginning = Beginning(seed: 0, minions: [], window: .zero, offset: .zero)
    private(set) var calls: [Int: (call: Call, at: Duration)] = [:]
    private(set) var ends: [Int: (end: CallEnd, at: Duration)] = [:]
    private(set) var signalled: Set<Int> = []
    private(set) var hung: [Int] = []
    /// The jobs by jid.
    private(set) var jobs: [String: StoredJob] = [:]
    /// The jobs of a token, the first first.
    private(set) var jobsOfToken: [String: [StoredJob]] = [:]
    /// The call that published a token.
    private(set) var publications: [String: Call] = [:]
    private(set) var runs: [Place: [Run]] = [:]
    private(set) var troubles: [Trouble] = []
    private(set) var told: [(jid: String, minion: String)] = []
    private(set) var leftovers: [(what: String, place: String)] = []

    init(_ entries: [Entry]) {
        self.entries = entries
        for entry in entries { take(entry) }
        for job in jobs.values.sorted(by: { $0.jid < $1.jid }) {
            if let token = job.token { jobsOfToken[token, default: []].append(job) }
        }
    }

    private mutating func take(_ entry: Entry) {
        switch entry.act {
        case .began(let beginning): self.beginning = beginning
        case .called(let call):
            calls[call.number] = (call, entry.at)
            if let work = call.work { publications[work.token] = call }
        case .signalled(let call, _): signalled.insert(call)
        case .ended(let end): ends[end.number] = (end, entry.at)
        case .hung(let call): hung.append(call)
        case .struck(let fault, let place, let jobs):
            troubles.append(Trouble(fault: fault, place: place, jobs: jobs, from: entry.at))
        case .healed(let fault, let place):
            if let index = troubles.lastIndex(where: { $0.fault == fault && $0.place == place && $0.to == nil }) {
                troubles[index].to = entry.at
            }
        case .witnessed(let line): take(line)
        case .told(let jid, let minion): told.append((jid, minion))
        case .stored(let job): jobs[job.jid] = job
        case .left(let what, let place): leftovers.append((what, place))
        }
    }

    private mutating func take(_ line: WitnessLine) {
        let place = Place(token: line.token, minion: line.minion)
        if !line.isEnd {
            runs[place, default: []].append(Run(id: line.run, began: line))
        } else if let index = runs[place]?.lastIndex(where: { $0.id == line.run }) {
            runs[place]?[index].ended = line
        }
    }

    /// The runs of a token on a minion.
    func runs(_ token: String?, _ minion: String) -> [Run] {
        token.flatMap { runs[Place(token: $0, minion: minion)] } ?? []
    }

    /// When a job was published, on the clock of the storm; nil for a jid that is none.
    func published(_ jid: String) -> Duration? {
        guard let timestamp = JobID(jid)?.timestamp else { return nil }
        return .microseconds(timestamp.microseconds) - beginning.offset
    }

    /// The faults at a minion, and those at the master, that touch a span.
    func troubles(at minion: String, in span: ClosedRange<Duration>) -> [Trouble] {
        troubles.filter { ($0.place == minion || $0.place == Self.master) && $0.touches(span) }
    }

    /// Whether a fault of some kinds struck a minion from a moment on.
    func struck(_ faults: Set<Fault>, at minion: String, from: Duration, to: Duration = .seconds(1_000_000_000)) -> Bool
    {
        troubles.contains { $0.place == minion && faults.contains($0.fault) && $0.touches(from...max(from, to)) }
    }

    /// Whether the disk of a minion was wiped when a run had begun and its return may not have been at the master yet.
    func wiped(_ run: Run, at minion: String) -> Bool {
        // Returns are sent again and again: no fault or row of faults keeps one for that long.
        let to = (run.ended?.at ?? run.began.at) + .seconds(120)
        return struck([.wipe], at: minion, from: run.began.at - .seconds(1), to: to)
    }

    /// The last moment at which a job may have begun on a minion; when a rollout comes to it is not known.
    func lastTurn(_ token: String?, _ published: Duration) -> Duration {
        let isRollout = token.flatMap { publications[$0] }?.batch != nil
        return isRollout ? .seconds(1_000_000_000) : published + .seconds(120)
    }

    /// The calls that were about a job.
    func calls(about jid: String, _ purposes: Set<Call.Purpose>) -> [Call] {
        calls.values.map(\.call).filter { $0.jid == jid && purposes.contains($0.purpose) }
    }

    /// What the master is called among the places of faults.
    static let master = "master"
}
