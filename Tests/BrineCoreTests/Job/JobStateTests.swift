import BrineCore
import Testing

@Suite struct `Job states` {
    /// The table of docs/job-lifecycle.md, line by line: each state, and all that it may become.
    private static let table = """
        | `pending` | `running`, `succeeded`, `failed`, `terminated`, `timed_out`, `undelivered`, `lost`, `cancelled`, `skipped` |
        | `running` | `unreachable`, `succeeded`, `failed`, `terminated`, `timed_out`, `lost` |
        | `unreachable` | `running`, `succeeded`, `failed`, `terminated`, `timed_out`, `lost` |
        | `succeeded` | nothing |
        | `failed` | nothing |
        | `terminated` | nothing |
        | `timed_out` | nothing |
        | `undelivered` | `succeeded`, `failed`, `terminated`, `timed_out`, `lost` |
        | `lost` | `succeeded`, `failed`, `terminated`, `timed_out` |
        | `cancelled` | `succeeded`, `failed`, `terminated`, `timed_out`, `lost` |
        | `skipped` | `succeeded`, `failed`, `terminated`, `timed_out`, `lost` |
        """

    private static var rows: [JobState: Set<JobState>] {
        get throws {
            var rows: [JobState: Set<JobState>] = [:]
            for line in table.split(separator: "\n") {
                let words = line.split { !$0.isLetter && $0 != "_" && $0 != "|" }.map(String.init)
                let cells = words.split(separator: "|").map { $0.filter { $0 != "nothing" } }
                try #require(cells.count == 2 && cells[0].count == 1, "\(line)")
                let states = try cells.map { try $0.map { try #require(JobState(rawValue: $0), "\($0)") } }
                rows[states[0][0]] = Set(states[1])
            }
            return rows
        }
    }

    @Test func `every pair of states is as the table says`() throws {
        let rows = try Self.rows
        #expect(Set(rows.keys) == Set(JobState.allCases))
        for from in JobState.allCases {
            for next in JobState.allCases {
                #expect(from.canBecome(next) == rows[from]?.contains(next), "\(from.rawValue) to \(next.rawValue)")
            }
        }
    }

    @Test func `the page on a job's life has this very table`() throws {
        let page = try Page.text("docs/job-lifecycle.md")
        for line in Self.table.split(separator: "\n") { #expect(page.contains(line), "\(line)") }
    }

    @Test func `no state can become itself`() {
        #expect(JobState.allCases.filter { $0.canBecome($0) }.isEmpty)
    }

    @Test func `a return is the last word, and overtakes all that is none`() {
        let returned = JobState.allCases.filter(\.isReturned)
        #expect(returned == [.succeeded, .failed, .terminated, .timedOut])
        for state in returned {
            #expect(state.isFinal)
            #expect(JobState.allCases.filter { state.canBecome($0) }.isEmpty)
            #expect(JobState.allCases.filter { $0.canBecome(state) } == JobState.allCases.filter { !$0.isReturned })
        }
    }

    @Test func `no final state becomes one that is not`() {
        for from in JobState.allCases where from.isFinal {
            #expect(JobState.allCases.filter { !$0.isFinal && from.canBecome($0) }.isEmpty, "\(from.rawValue)")
        }
    }

    @Test func `are final except while something is expected of the minion`() {
        #expect(JobState.allCases.filter { !$0.isFinal } == [.pending, .running, .unreachable])
    }

    @Test func `have the words that commands print and the store keeps`() {
        #expect(
            JobState.allCases.map(\.rawValue) == [
                "pending", "running", "unreachable", "succeeded", "failed", "terminated", "timed_out", "undelivered",
                "lost", "cancelled", "skipped",
            ]
        )
    }
}
