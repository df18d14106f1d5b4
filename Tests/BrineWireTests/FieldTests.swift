import BrineCore
import BrineWire
import MessagePack
import Testing

@Suite struct `The fields of messages` {
    /// Fields that take any value.
    private static let free: Set<String> = ["metadata", "return", "ended_by"]
    /// Fields that may be missing, each with what it counts as then.
    private static let optional: Set<String> = [
        "metadata", "return", "ret", "success", "watch", "ending", "ended_by", "own_call", "resuming",
        "begins",
        "time_limit", "deliver_within", "rollout", "rollout_above", "subset", "rolled_out", "rolling_out", "started",
        "async",
    ]
    private static let kinds: [Value] = [
        nil, true, -5, .uint(.max), 2.5, "\u{0}", .binary([0]), [7], ["a": 1], .extended(type: 2, [0]),
    ]

    private func refusal(of packet: [UInt8], as golden: Golden) -> WireError? {
        do throws(WireError) {
            _ = try golden.reencode(packet)
            return nil
        } catch {
            return error
        }
    }

    private func isOptional(_ field: String, in golden: Golden) -> Bool {
        Self.optional.contains(field) || (golden.kind == .jobReturn && ["user", "signal"].contains(field))
            || (golden.kind == .runAnswer && field == "jid") || (golden.kind == .heartbeat && field == "after")
    }

    /// A target on grains is a text, or a list where it has a delimiter of its own.
    private func isKind(_ value: Value, of field: String, in golden: Golden, as sent: Value) -> Bool {
        if golden.file == "publish-request-grain", field == "tgt", value.stringValue != nil { return true }
        return value.kindName == sent.kindName
    }

    @Test(arguments: try Golden.all())
    func `each must be of its kind`(golden: Golden) throws {
        for entry in golden.fields.entries {
            let name = try #require(entry.key.stringValue)
            let kinds = Self.kinds.filter { !isKind($0, of: name, in: golden, as: entry.value) }
            for value in kinds {
                let refusal = refusal(of: golden.packet(name, value), as: golden)
                guard !Self.free.contains(name) else {
                    #expect(refusal == nil, "\(name) as \(value)")
                    continue
                }
                guard case .wrongField(name, expected: _, let found) = refusal else {
                    Issue.record("\(name) as \(value): \(String(describing: refusal))")
                    continue
                }
                #expect(found.contains(value.kindName), "\(name) as \(value)")
            }
        }
    }

    @Test(arguments: try Golden.all())
    func `each must be there unless its absence has a meaning`(golden: Golden) throws {
        for key in golden.fields.keys {
            let name = try #require(key.stringValue)
            let refusal = refusal(of: golden.packet(name, nil as Value?), as: golden)
            if isOptional(name, in: golden), !(name == "signal" && golden.fields["ending"] == "signalled") {
                #expect(refusal == nil, "without \(name)")
            } else {
                #expect(refusal == .missingField(name), "without \(name)")
            }
        }
    }

    @Test(
        arguments: [
            ("command", "jid", "2026112214434696491"), ("command", "jid", "../../../../../etc/p"),
            ("command", "jid", "20260230000000000000"), ("command", "jid", ""), ("command", "fun", "ping"),
            ("command", "fun", "test.ping;id"), ("command", "tgt_type", "regex"), ("command", "tgt_type", "list"),
            ("command", "fun", []), ("command", "fun", ["cmd.run"]), ("command-several", "fun", ["test.ping", "ping"]),
            ("command-several", "fun", ["test.ping", 1]), ("command-several", "arg", []),
            ("command-several", "arg", [[]]), ("command-several", "arg", [[], [], []]),
            ("command-several", "arg", [[], "a"]), ("command", "fun", ["cmd.run", 1]),
            ("publish-request-several", "arg", [["a"]]), ("return-several", "fun_args", [[], [:]]),
            (
                "command-several", "fun",
                .array(Array(repeating: "test.ping", count: 101))
            ),
            ("command-list", "tgt", ["web1", ".."]), ("command-list", "tgt", [1]), ("command-list", "tgt_type", "glob"),
            ("command", "tgt", .string(String(repeating: "*", count: 1_025))),
            ("command-compound", "tgt", ["web*", "|"]), ("command-compound", "tgt_type", "list"),
            ("command-compound", "tgt_type", "range"), ("publish-request-grain", "tgt", ["a", ":"]),
            ("publish-request-grain", "tgt_type", "pcre"), ("preview-request", "tgt_type", "pillar"),
            ("preview-request", "tgt", 1), ("preview-answer", "minions", ["../x"]),
            ("newest-jobs-answer", "jobs", [["20261122144346964916", "test.ping"]]),
            ("newest-jobs-answer", "jobs", [["x", "test.ping", "*"]]), ("grains", "grains", []),
            ("command", "deliver_before", .uint(.max)), ("command-limited", "time_limit", 0),
            ("command-limited", "time_limit", -1), ("command-limited", "time_limit", 315_360_000_001),
            ("publish-request-rollout", "subset", 0), ("publish-request-rollout", "rollout", ["size": "0", "wait": 0]),
            ("publish-request-limited", "time_limit", .uint(.max)), ("publish-request-limited", "time_limit", 0),
            ("publish-request-limited", "deliver_within", 0),
            ("acknowledgement", "jids", ["20261122144346964916", 5]), ("acknowledgement", "jids", ["x"]),
            ("receipt", "jids", [["20261122144346964916"]]), ("heartbeat", "jids", [nil]),
            ("welcome", "after", "yesterday"), ("welcome", "heartbeat_interval", -1),
            ("welcome", "heartbeat_interval", 99), ("welcome", "heartbeat_interval", 86_400_001),
            ("welcome", "heartbeat_interval", .uint(.max)), ("return", "id", "a/b"), ("return", "id", ""),
            ("return", "id", "web\u{0}1"), ("return", "retcode", .uint(.max)), ("return", "ending", "exploded"),
            ("return-signalled", "signal", -1), ("return-signalled", "signal", 65),
            ("return-signalled", "signal", .uint(.max)), ("enrolment-request", "id", ".hidden"),
            ("enrolment-request", "pub", ""), ("enrolment-request", "pub", "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh"),
            ("enrolment-request", "pub", "ÄTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"),
            ("enrolment-answer-full", "pub", "short"), ("enrolment-answer-full", "decision", "maybe"),
            ("enrolment-answer-accepted", "number", 0), ("enrolment-answer-accepted", "number", 0x100_0000),
            ("enrolment-answer-accepted", "publish_port", 0), ("enrolment-answer-accepted", "ret_port", 65_536),
            ("publish-request", "tag", -1), ("publish-answer", "minions", ["a", "b/c"]),
            ("publish-answer", "missing", [7]), ("watch-request", "have", -1),
            ("job-standing", "waiting", [["web1", "running"]]), ("job-standing", "waiting", [["web1", "asleep", 1]]),
            ("job-standing", "waiting", [["../x", "running", 1]]),
            ("job-standing", "waiting", [["web1", "running", "1"]]),
            ("job-news", "outcomes", [["web1", "failed", 1]]),
            ("job-news", "outcomes", [["web1", "failed", 1, "text"]]), ("event", "tag", ""),
            ("event", "tag", "deploy\nsalt/auth"), ("event", "tag", .string(String(repeating: "x", count: 256))),
            ("event-request", "match", .string(String(repeating: "*", count: 1_025))),
            ("event-news", "events", [["a"]]), ("event-news", "events", [["a", ["b": 1]]]),
            ("event-news", "missed", -1), ("job-progress", "counts", ["running": -1]),
            ("job-progress", "counts", 7),
        ] as [(String, String, Value)]
    )
    func `each must mean something`(file: String, field: String, value: Value) throws {
        let golden = try #require(try Golden.all().first { $0.file == file })
        guard case .wrongField(let name, expected: _, found: _) = refusal(of: golden.packet(field, value), as: golden)
        else {
            Issue.record("\(String(describing: refusal(of: golden.packet(field, value), as: golden)))")
            return
        }
        // Target's two fields belong together: where they do not fit, it is the expression that is refused.
        #expect(name == field || (name, field) == ("tgt", "tgt_type"))
    }

    @Test func `the outermost values that mean something are taken`() throws {
        let all = try Golden.all()
        let taken: [(String, String, Value)] = [
            ("welcome", "heartbeat_interval", 100), ("welcome", "heartbeat_interval", 86_400_000),
            ("welcome", "clock", .int(.min)), ("return-signalled", "signal", 0), ("return-signalled", "signal", 64),
            ("return", "retcode", .int(.min)), ("enrolment-answer-accepted", "number", 0xff_ffff),
            ("enrolment-answer-accepted", "publish_port", 65_535), ("enrolment-answer-accepted", "ret_port", 1),
            ("watch-request", "have", .uint(.max)), ("job-standing", "waiting", [["web1", "lost", -1, "more", nil]]),
            ("job-news", "outcomes", [["web1", "lost", -1, .binary([1]), "more"]]), ("heartbeat", "boot", ""),
            ("command", "tgt", .string(String(repeating: "*", count: 1_024))),
            ("event", "tag", .string(String(repeating: "x", count: 255))), ("event", "data", [:]),
            ("event-request", "match", .string(String(repeating: "*", count: 1_024))),
            ("event-news", "events", [["a", .binary([0x80]), "more"]]),
            ("command", "time_limit", 1), ("command-several", "arg", [["a"], []]),
            ("command-several", "fun", ["cmd.run", "cmd.run"]),
            ("command-limited", "time_limit", 315_360_000_000), ("publish-request", "time_limit", 1),
            ("publish-request", "rollout", ["size": "1", "wait": 86_400_000, "max_errors": "100%"]),
            ("publish-request", "subset", 1), ("publish-request", "rollout_above", 1), ("job-news", "started", []),
            ("job-standing", "rolling_out", true), ("publish-answer", "rolled_out", true),
        ]
        for (file, field, value) in taken {
            let golden = try #require(all.first { $0.file == file })
            #expect(refusal(of: golden.packet(field, value), as: golden) == nil, "\(file) \(field) \(value)")
        }
    }

    @Test func `a failure's code that nobody knows counts as the one that says least`() throws {
        #expect(
            Failure.Code.allCases.map(\.rawValue) == [
                "no_minions", "bad_target", "unknown_job", "bad_request", "unavailable",
            ]
        )
        for code in Failure.Code.allCases {
            let failure = Failure(tag: 1, code: code, message: "m")
            #expect(try Failure(packet: failure.packet) == failure)
        }
        let golden = try #require(try Golden.all().first { $0.file == "failure" })
        #expect(try Failure(packet: golden.packet("code", "out_of_coffee")).code == .unavailable)
    }

    @Test func `a missing field with a meaning is read as that`() throws {
        let all = try Golden.all()
        func packet(_ file: String, without names: String...) throws -> [UInt8] {
            let golden = try #require(all.first { $0.file == file })
            return golden.packet(
                with: ValueMap(entries: golden.fields.entries.filter { !names.contains($0.key.stringValue ?? "") })
            )
        }
        #expect(try CommandMessage(packet: packet("command-list", without: "ret")).command.ret.isEmpty)
        let request = try PublishRequest(packet: packet("publish-request", without: "watch", "metadata"))
        #expect(!request.watch && request.metadata == nil)
        #expect(try PublishRequest(packet: packet("publish-request-limited", without: "time_limit")).timeLimit == nil)
        #expect(
            try PublishRequest(packet: packet("publish-request-limited", without: "deliver_within")).deliverWithin
                == nil
        )
        #expect(try CommandMessage(packet: packet("command-limited", without: "time_limit")).command.timeLimit == nil)
        #expect(try !RunAnswer(packet: packet("run-answer", without: "success")).success)
        #expect(try RunAnswer(packet: packet("run-answer-job", without: "jid")).jid == nil)
        #expect(try !RunRequest(packet: packet("run-request-async", without: "async")).isAsync)
        let answer = try ReturnMessage(packet: packet("return", without: "success", "user", "return")).jobReturn
        #expect(!answer.success && answer.user.isEmpty && answer.value == nil)
    }

    @Test func `errors name the field, what was expected and what was found`() {
        #expect(
            WireError.wrongField("jid", expected: "a jid of twenty digits", found: "a text").description
                == "field 'jid': expected a jid of twenty digits, found a text"
        )
        #expect(WireError.missingField("jid").description == "field 'jid' is missing")
        #expect(WireError.unsupportedVersion(9).description == "protocol version 9 where 1 is spoken here")
        #expect(
            WireError.unexpectedKind(9).description
                == "a message of kind 9, which is unknown or does not belong here"
        )
    }
}
