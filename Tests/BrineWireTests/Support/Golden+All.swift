import BrineCore
import BrineWire
import MessagePack
import Testing

extension Golden {
    /// One of each kind and shape of message.
    static func all() throws -> [Golden] {
        try publish() + returns() + enrolment() + control()
    }

    private static func publish() throws -> [Golden] {
        let command = Command(
            jid: try jid(),
            calls: Calls(
                FunctionName(module: "cmd", function: "run"),
                CallArguments(["uptime"], keyword: ["timeout": 30])
            ),
            target: .glob("web*"),
            user: "root",
            deliverBefore: Timestamp(microseconds: 1_795_358_686_964_916)
        )
        var listed = command
        listed.calls = Calls(FunctionName(module: "test", function: "ping"))
        listed.target = .list([try id("web1"), try id("db1")])
        listed.user = "anna"
        listed.ret = "syslog"
        var compound = command
        compound.calls = listed.calls
        compound.target = .compound("web* and G@os:Debian")
        var limited = command
        limited.timeLimit = .milliseconds(1_500)
        var several = command
        several.calls = try severalCalls()
        let welcome = WelcomeMessage(
            after: try jid(),
            clock: Timestamp(microseconds: 1_795_358_626_964_916),
            heartbeatInterval: .seconds(15)
        )
        return [
            Golden("command", CommandMessage(command)),
            Golden("command-list", CommandMessage(listed)),
            Golden("command-compound", CommandMessage(compound)),
            Golden("command-limited", CommandMessage(limited)),
            Golden("command-several", CommandMessage(several)),
            Golden("acknowledgement", AcknowledgementMessage(jids: [try jid(), try laterJid()])),
            Golden("welcome", welcome),
        ]
    }

    /// The returns, one of each ending.
    static func jobReturns() throws -> [Golden] {
        var plain = JobReturn(
            jid: try jid(),
            calls: Calls(
                FunctionName(module: "cmd", function: "run"),
                CallArguments(["false"], keyword: ["cwd": "/tmp"])
            ),
            user: "root",
            value: [
                "text": "größer", "raw": .binary([0x00, 0xff]), "pi": 3.5, "none": nil,
                "list": [-1, 255, 65_536, .uint(.max)],
            ],
            retcode: 2,
            success: false
        )
        let ordinary = Golden("return", ReturnMessage(id: try id("web1"), plain))
        plain.calls = Calls(FunctionName(module: "cmd", function: "run"), CallArguments(["sleep 9"]))
        func ended(_ file: String, _ ending: JobReturn.Ending, _ retcode: Int64, _ value: Value) throws -> Golden {
            var jobReturn = plain
            (jobReturn.ending, jobReturn.retcode, jobReturn.value) = (ending, retcode, value)
            return Golden(file, ReturnMessage(id: try id("web1"), jobReturn))
        }
        let several = JobReturn(
            jid: try jid(),
            calls: try severalCalls(),
            user: "root",
            value: ["test.ping": true, "cmd.run": "hi"]
        )
        return [
            ordinary,
            Golden("return-several", ReturnMessage(id: try id("web1"), several)),
            try ended(
                "return-signalled",
                .signalled(15, by: "root"),
                143,
                "The job was ended by signal 15, asked for by root"
            ),
            try ended("return-signalled-unasked", .signalled(9, by: nil), 137, "The job was ended by signal 9"),
            try ended("return-timed-out", .timedOut, 1, "The job ran past its time limit"),
            try ended("return-lost", .lost, 1, nil),
            Golden("return-own-call", ReturnMessage(id: try id("web1"), plain, isOwnCall: true)),
        ]
    }

    private static func returns() throws -> [Golden] {
        let heartbeat = HeartbeatMessage(
            boot: "9e3779b97f4a7c15",
            clock: Timestamp(microseconds: 1_795_358_626_964_916),
            after: try jid(),
            jids: [try jid(), try laterJid()]
        )
        let grains: ValueMap = [
            "id": "web1", "os": "Debian", "num_cpus": 4, "ipv4": ["10.1.2.3", "127.0.0.1"], "virtual": false,
        ]
        return [
            Golden("receipt", ReceiptMessage(jids: [try jid()])),
            Golden("grains", GrainsMessage(grains: grains)),
            Golden("heartbeat", heartbeat),
            Golden("heartbeat-idle", HeartbeatMessage(boot: "1", clock: Timestamp(microseconds: -1), jids: [])),
            Golden("event", try event()),
        ] + (try jobReturns())
    }

    private static func event() throws -> EventMessage {
        EventMessage(
            jid: try jid(),
            id: try id("web1"),
            tag: try #require(EventTag("deploy/web/done")),
            data: ["release": 12, "notes": ["größer", nil]],
            clock: Timestamp(microseconds: 1_795_358_626_964_916)
        )
    }

    private static func enrolment() throws -> [Golden] {
        let accepted = EnrolmentAnswer.Decision.accepted(
            try #require(MinionNumber(70_000)),
            publishPort: 4_505,
            returnPort: 4_506
        )
        let decisions: [(String, EnrolmentAnswer.Decision)] = [
            ("accepted", accepted), ("unaccepted", .unaccepted), ("rejected", .rejected), ("denied", .denied),
            ("full", .full),
        ]
        let request = EnrolmentRequest(
            id: try id("web1.example.org"),
            publicKey: "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"
        )
        return [Golden("enrolment-request", request)]
            + decisions.map { word, decision in
                Golden(
                    "enrolment-answer-\(word)",
                    EnrolmentAnswer(masterKey: "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7", decision: decision)
                )
            }
    }

    /// Two functions, the second with arguments.
    static func severalCalls() throws -> Calls {
        let run = FunctionCall(
            FunctionName(module: "cmd", function: "run"),
            CallArguments(["echo hi"], keyword: ["cwd": "/tmp"])
        )
        return try #require(Calls([FunctionCall(FunctionName(module: "test", function: "ping")), run]))
    }

    static func jid() throws -> JobID { try #require(JobID("20261122144346964916")) }
    private static func laterJid() throws -> JobID { try #require(JobID("20261122144347000001")) }
    static func id(_ text: String) throws -> MinionID { try #require(MinionID(text)) }
}
