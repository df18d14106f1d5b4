import BrineCore
import MessagePack
import Testing

@Suite struct `Running jobs` {
    private let job = Job(
        jid: .first,
        calls: Calls(
            FunctionName(module: "cmd", function: "run"),
            CallArguments(["sleep 9"], keyword: ["timeout": 60])
        ),
        target: .glob("web*"),
        user: "root",
        metadata: ["ticket": 7],
        minions: [],
        deliverBefore: Timestamp(microseconds: 60_000_000)
    )

    @Test func `a job's command carries what its minions need`() {
        let command = Command(job, deliverBefore: job.deliverBefore)
        #expect(
            command
                == Command(
                    jid: .first,
                    calls: job.calls,
                    target: job.target,
                    user: "root",
                    ret: "",
                    deliverBefore: job.deliverBefore
                )
        )
    }

    @Test func `a job's command carries its time limit`() {
        var job = job
        #expect(Command(job, deliverBefore: job.deliverBefore).timeLimit == nil)
        job.timeLimit = .milliseconds(1_500)
        #expect(Command(job, deliverBefore: job.deliverBefore).timeLimit == .milliseconds(1_500))
    }

    @Test func `a row has Salt's fields in Salt's order`() {
        let row = RunningJob(
            command: Command(job, deliverBefore: job.deliverBefore),
            worker: ProcessIdentity(pid: 4_711, startTime: 99)
        )
        .row
        let expected: Value = [
            "pid": 4_711, "fun": "cmd.run", "arg": ["sleep 9", ["__kwarg__": true, "timeout": 60]], "tgt": "web*",
            "jid": "19700101000000000000", "ret": "", "tgt_type": "glob", "user": "root",
        ]
        #expect(row == expected)
    }

    @Test func `a row of a job that waits has no pid and says so`() {
        let running = RunningJob(
            command: Command(job, deliverBefore: job.deliverBefore),
            worker: ProcessIdentity(pid: 4_711, startTime: 99)
        )
        .row
        let row = RunningJob(queued: Command(job, deliverBefore: job.deliverBefore)).row
        #expect(row["pid"] == .null)
        #expect(row["queued"] == true)
        #expect(running["queued"] == nil)
        #expect(row.mapValue?.keys == (running.mapValue?.keys ?? []) + ["queued"])
    }
}
