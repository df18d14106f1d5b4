import BrineCore
import BrineWire
import MessagePack
import Testing

extension Golden {
    /// What commands and the master say to each other.
    static func control() throws -> [Golden] {
        let failure = Failure(tag: 10, code: .noMinions, message: "no minion matched the target")
        return try requests() + news() + events() + [
            Golden(
                "run-request",
                RunRequest(
                    tag: 9,
                    function: FunctionName(module: "jobs", function: "lookup_jid"),
                    arguments: CallArguments([.string(try jid().description)]),
                    user: "root"
                )
            ),
            Golden(
                "run-request-async",
                RunRequest(
                    tag: 9,
                    function: FunctionName(module: "manage", function: "versions"),
                    arguments: CallArguments(),
                    user: "root",
                    isAsync: true
                )
            ),
            Golden("run-answer", RunAnswer(tag: 9, value: ["web1": true], success: true)),
            Golden("run-answer-job", RunAnswer(tag: 9, value: nil, success: true, jid: try jid())),
            Golden("failure", failure),
        ]
    }

    private static func events() throws -> [Golden] {
        let event = Event(
            tag: EventTag(own: "minion", "web1", "start"),
            data: ["id": "web1"],
            stamp: Timestamp(microseconds: 1_795_358_627_000_000)
        )
        return [
            Golden("event-request", EventRequest(tag: 11, match: "salt/minion/*")),
            Golden("event-news", EventNews(tag: 11, events: [EventNews.Entry(event)], missed: 3)),
            Golden("event-news-begins", EventNews(tag: 11, events: [], begins: true)),
        ]
    }

    private static func requests() throws -> [Golden] {
        let request = PublishRequest(
            tag: 7,
            target: .glob("*"),
            calls: Calls(
                FunctionName(module: "test", function: "arg"),
                CallArguments([1, "two"], keyword: ["three": [4.5]])
            ),
            user: "root",
            metadata: ["ticket": "OPS-12"],
            watch: true
        )
        var limited = request
        limited.timeLimit = .milliseconds(1_500)
        limited.deliverWithin = .seconds(7_200)
        let listed = PublishRequest(
            tag: .max,
            target: .list([try id("web1")]),
            calls: Calls(FunctionName(module: "test", function: "ping")),
            user: "root",
            watch: false
        )
        var several = listed
        several.calls = try severalCalls()
        var byGrain = listed
        byGrain.tag = 12
        byGrain.target = .grain("dc|zone", delimiter: "|")
        var rolledOut = listed
        rolledOut.rollout = Rollout(size: .percent(12.5), wait: .milliseconds(1_500), maximumErrors: .count(3))
        (rolledOut.rolloutAbove, rolledOut.subset) = (20, 5)
        let preview = PreviewRequest(tag: 11, target: .compound("web* and G@os:Debian"))
        let answer = PublishAnswer(
            tag: 7,
            jid: try jid(),
            minions: [try id("db1"), try id("web1")],
            missing: [try id("gone")]
        )
        var answerOfRollout = answer
        answerOfRollout.isRolledOut = true
        let newest = NewestJobsAnswer.Entry(
            Job(
                jid: try jid(),
                calls: Calls(FunctionName(module: "test", function: "ping")),
                target: .list([try id("db1"), try id("web1")]),
                user: "root",
                minions: [],
                deliverBefore: Timestamp(microseconds: 0)
            )
        )
        return [
            Golden("publish-request-rollout", rolledOut), Golden("publish-answer-rollout", answerOfRollout),
            Golden("newest-jobs-request", NewestJobsRequest(tag: 13)),
            Golden("newest-jobs-answer", NewestJobsAnswer(tag: 13, jobs: [newest])),
            Golden("publish-request", request),
            Golden("publish-request-list", listed),
            Golden("publish-request-grain", byGrain),
            Golden("publish-request-several", several),
            Golden("preview-request", preview),
            Golden("preview-answer", PreviewAnswer(tag: 11, minions: [try id("db1"), try id("web1")])),
            Golden("publish-request-limited", limited),
            Golden("publish-answer", answer),
            Golden("watch-request", WatchRequest(tag: 8, jid: try jid(), have: 300)),
            Golden("progress-request", ProgressRequest(tag: 14, jid: try jid())),
        ]
    }

    private static func news() throws -> [Golden] {
        func moment(_ seconds: Int64) -> Timestamp {
            Timestamp(microseconds: 1_795_358_627_000_000) + .seconds(seconds)
        }
        let standing = JobStanding(
            tag: 8,
            jid: try jid(),
            waiting: [
                JobStanding.Entry(id: try id("db1"), state: .running, since: moment(0)),
                JobStanding.Entry(id: try id("web1"), state: .unreachable, since: moment(1)),
            ]
        )
        var resuming = standing
        resuming.waiting = []
        resuming.isResuming = true
        var rollingOut = standing
        rollingOut.isRollingOut = true
        let pong = JobReturn(
            jid: try jid(),
            calls: Calls(FunctionName(module: "test", function: "ping")),
            user: "root",
            value: true
        )
        let packet = ReturnMessage(id: try id("web1"), pong).packet
        let news = JobNews(
            jid: try jid(),
            outcomes: [
                JobNews.Entry(id: try id("web1"), state: .succeeded, since: moment(0), packet: packet),
                JobNews.Entry(id: try id("db1"), state: .undelivered, since: moment(60), packet: []),
            ]
        )
        let started = JobNews(jid: try jid(), outcomes: [], started: [try id("db1"), try id("web1")])
        return [
            Golden("job-standing-rollout", rollingOut), Golden("job-news-started", started),
            Golden("job-standing", standing), Golden("job-standing-resuming", resuming), Golden("job-news", news),
            Golden("job-progress", JobProgress(tag: 14, jid: try jid(), counts: [.pending: 2, .running: 8_997])),
        ]
    }
}
