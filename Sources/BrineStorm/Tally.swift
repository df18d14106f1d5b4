internal import BrineCore

/// The numbers of a storm.
public struct Tally: Sendable, Hashable {
    /// Commands called.
    public private(set) var calls = 0
    /// Commands ended by a signal.
    public private(set) var endedCalls = 0
    /// Jobs that were published, as far as a command said so.
    public private(set) var published = 0
    /// Faults by kind and by whether they struck the master.
    private var faults: [String: Int] = [:]
    /// Jobs in the store, its pairs by state, and its returns.
    public private(set) var jobs = 0
    /// Pairs of a job and a minion in the store.
    public private(set) var pairs = 0
    /// Returns in the store.
    public private(set) var returns = 0
    private var states: [JobState: Int] = [:]
    private var runs = 0
    private var told = 0

    init(_ entries: [Entry]) {
        for entry in entries {
            switch entry.act {
            case .called: calls += 1
            case .signalled: endedCalls += 1
            case .ended(let end): published += end.jid == nil ? 0 : 1
            case .struck(let fault, let place, _): faults[Self.name(fault, place), default: 0] += 1
            case .witnessed(let line): runs += line.isEnd ? 0 : 1
            case .stored(let job):
                jobs += 1
                for pair in job.pairs.values {
                    pairs += 1
                    returns += pair.hasReturn ? 1 : 0
                    states[pair.state, default: 0] += 1
                }
            case .told: told += 1
            case .began, .hung, .healed, .left: break
            }
        }
    }

    /// One line for while it goes on.
    var progress: String {
        "\(calls) calls, \(published) jobs, \(told) returns told; faults: \(faults.values.reduce(0, +)), commands ended: \(endedCalls)"
    }

    /// The table at the end.
    var table: String {
        var rows = [
            ("commands called", calls), ("commands ended by a signal", endedCalls), ("jobs", jobs), ("pairs", pairs),
            ("runs seen", runs), ("returns", returns),
        ]
        rows += JobState.allCases.compactMap { state in states[state].map { ("pairs \(state.rawValue)", $0) } }
        rows += faults.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "\($0.0)\(String(repeating: " ", count: width - $0.0.count))  \($0.1)\n" }.joined()
    }

    private static func name(_ fault: Fault, _ place: String) -> String {
        "\(place == Story.master ? Story.master : "minion") \(fault.rawValue)"
    }
}
