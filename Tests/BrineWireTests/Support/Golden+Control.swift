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
            Golden("run-answer", RunAnswer(tag: 9, value: ["web1": true], success: true)),
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
            function: FunctionName(module: "test", function: "arg"),
            arguments: CallArguments([1, "two"], keyword: ["three": [4.5]]),
            user: "root",
            metadata: ["ticket": "OPS-12"],
            watch: true
        )
        var limited = request
        limited.timeLimit = .milliseconds(1_500)
        let listed = PublishRequest(
            tag: .max,
            target: .list([try id("web1")]),
            function: FunctionName(module: "test", function: "ping"),
            arguments: CallArguments(),
            user: "root",
            watch: false
        )
        var byGrain = listed
        byGrain.tag = 12
        byGrain.target = .grain("dc|zone", delimiter: "|")
        let preview = PreviewRequest(tag: 11, target: .compound("web* and G@os:Debian"))
        let answer = PublishAnswer(
            tag: 7,
            jid: try jid(),
            minions: [try id("db1"), try id("web1")],
            missing: [try id("gone")]
        )
        let newest = NewestJobsAnswer.Entry(
            Job(
                jid: try jid(),
                function: FunctionName(module: "test", function: "ping"),
                arguments: CallArguments(),
                target: .list([try id("db1"), try id("web1")]),
                user: "root",
                minions: [],
                deliverBefore: Timestamp(microseconds: 0)
            )
        )
        return [
            Golden("newest-jobs-request", NewestJobsRequest(tag: 13)),
            Golden("newest-jobs-answer", NewestJobsAnswer(tag: 13, jobs: [newest])),
            Golden("publish-request", request),
            Golden("publish-request-list", listed),
            Golden("publish-request-grain", byGrain),
            Golden("preview-request", preview),
            Golden("preview-answer", PreviewAnswer(tag: 11, minions: [try id("db1"), try id("web1")])),
            Golden("publish-request-limited", limited),
            Golden("publish-answer", answer),
            Golden("watch-request", WatchRequest(tag: 8, jid: try jid(), have: 300)),
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
        let pong = JobReturn(
            jid: try jid(),
            function: FunctionName(module: "test", function: "ping"),
            arguments: CallArguments(),
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
        return [
            Golden("job-standing", standing), Golden("job-standing-resuming", resuming), Golden("job-news", news),
        ]
    }
}
