import BrineCore
import BrineTransport
import BrineWire
import MessagePack

/// Asks a running master what operators ask, again and again, and tells how long the answers take.
///
/// Timed is the master's work and the way there and back over its socket: from the request's last byte to the answer's.
struct Questions {
    private struct Question {
        let name: String
        let function: String
        let arguments: CallArguments
        /// Whether it is asked while the store grows.
        var isForGrowth = false

        init(_ name: String, _ function: String, _ positional: [Value] = [], _ keyword: ValueMap = [:]) {
            self.name = name
            self.function = function
            arguments = CallArguments(positional, keyword: keyword)
        }
    }

    private static let patience = Duration.seconds(60)

    private let link: ControlLink
    private let rounds: Int

    /// Questions to the master that listens at a path.
    init(socket: String, rounds: Int) throws {
        link = try ControlLink(path: socket)
        self.rounds = max(1, rounds)
    }

    /// Asks each question as many times as there are rounds, all of them in turn.
    func ask(growthOnly: Bool) throws {
        let questions = try Self.all().filter { $0.isForGrowth || !growthOnly }
        var times = Array(repeating: [Duration](), count: questions.count)
        var rows = Array(repeating: 0, count: questions.count)
        for round in 0...rounds {
            for (index, question) in questions.enumerated() {
                let (time, count) = try ask(question, tag: UInt64(round * 100 + index))
                rows[index] = count
                // The first round warms the caches and is not counted.
                if round > 0 { times[index].append(time) }
            }
        }
        for (index, question) in questions.enumerated() {
            print(Spread(times[index]).line(question.name, note: "\(rows[index]) rows"))
        }
    }

    private func ask(_ question: Question, tag: UInt64) throws -> (Duration, rows: Int) {
        guard let function = FunctionName(question.function) else { throw Unanswered(question.name, "no function") }
        let request = RunRequest(tag: tag, function: function, arguments: question.arguments, user: "root").packet
        let begin = ContinuousClock.now
        try link.send(request)
        let end = begin + Self.patience
        while ContinuousClock.now < end {
            guard case .received(let packet) = try link.wait(Self.patience) else { continue }
            let time = ContinuousClock.now - begin
            let answer = try RunAnswer(fields: OpenedPacket(packet, limits: .fromMaster).fields)
            guard answer.tag == tag else { continue }
            guard answer.success else { throw Unanswered(question.name, "\(answer.value)") }
            return (time, answer.value.mapValue?.count ?? answer.value.arrayValue?.count ?? 0)
        }
        throw Unanswered(question.name, "nothing came")
    }

    private static func all() throws -> [Question] {
        let large = Value.string(try SampleFleet.jid(of: SampleFleet.largeJob).description)
        let page: ValueMap = ["limit": 100]
        func list(_ name: String, _ conditions: ValueMap, limited: Bool = true) -> Question {
            Question(
                "list_jobs \(name)",
                "jobs.list_jobs",
                [],
                limited ? ValueMap(entries: conditions.entries + page.entries) : conditions
            )
        }
        var first = list("first page", [:])
        first.isForGrowth = true
        var last = Question("last_run", "jobs.last_run")
        last.isForGrowth = true
        var large5000 = Question("lookup_jid of 5,000 returns", "jobs.lookup_jid", [large])
        large5000.isForGrowth = true
        return [
            Question("test.arg (no work)", "test.arg"),
            first,
            list("second page", ["after": .string(try SampleFleet.jid(of: 900).description)]),
            list("search_function, rare", ["search_function": .string(SampleFleet.rareFunction)], limited: false),
            list("search_function, seldom", ["search_function": .string(SampleFleet.seldomFunction)], limited: false),
            list("search_function, frequent", ["search_function": "cmd.run"]),
            list("search_function, all of it", ["search_function": "cmd.run"], limited: false),
            list("search_function, glob", ["search_function": "s*.*"]),
            list("search_function, none", ["search_function": "no.such"]),
            list("search_target, an id", ["search_target": "web-0040"], limited: false),
            list("search_target, glob", ["search_target": "web-*"]),
            list("search_metadata", ["search_metadata": ["ticket": "T17"]], limited: false),
            list("search_user, rare", ["search_user": "oncall"], limited: false),
            list("search_user, frequent", ["search_user": "root"]),
            list("a minute", ["start_time": "2026-11-21 00:05", "end_time": "2026-11-21 00:06"], limited: false),
            list("an hour", ["start_time": "2026-11-21 00:00", "end_time": "2026-11-21 01:00"], limited: false),
            list(
                "function, user and target",
                ["search_function": "cmd.*", "search_user": "eva", "search_target": "web-*"]
            ),
            Question("list_jobs_filter 100", "jobs.list_jobs_filter", [100]),
            last,
            Question("last_run, rare function", "jobs.last_run", [], ["function": .string(SampleFleet.rareFunction)]),
            large5000,
            Question("list_job of 5,000 returns", "jobs.list_job", [large]),
            Question("exit_success of 5,000", "jobs.exit_success", [large]),
        ]
    }

    private struct Unanswered: Error, CustomStringConvertible {
        let description: String

        init(_ name: String, _ reason: String) {
            description = "'\(name)' was not answered: \(reason)"
        }
    }
}
