internal import BrineCore
internal import MessagePack

extension Act {
    func write(to map: inout ValueMap) {
        switch self {
        case .began(let beginning):
            map.set("act", "began")
            map.set("seed", String(beginning.seed))
            map.set("minions", beginning.minions)
            map.set("window", beginning.window.milliseconds)
            map.set("offset", beginning.offset.milliseconds)
        case .called(let call):
            map.set("act", "called")
            call.write(to: &map)
        case .signalled(let call, let signal):
            map.set("act", "signalled")
            map.set("call", call)
            map.set("signal", Int(signal))
        case .ended(let end):
            map.set("act", "ended")
            end.write(to: &map)
        case .hung(let call):
            map.set("act", "hung")
            map.set("call", call)
        case .struck(let fault, let place, let jobs):
            map.set("act", "struck")
            map.set("fault", fault.rawValue)
            map.set("where", place)
            if let jobs { map.set("jobs", jobs) }
        case .healed(let fault, let place):
            map.set("act", "healed")
            map.set("fault", fault.rawValue)
            map.set("where", place)
        case .witnessed(let line):
            map.set("act", "witnessed")
            map.set("what", line.isEnd ? "ended" : "began")
            map.set("token", line.token)
            map.set("minion", line.minion)
            map.set("run", line.run)
            map.set("place", line.place)
        case .told(let jid, let minion):
            map.set("act", "told")
            map.set("jid", jid)
            map.set("minion", minion)
        case .stored(let job):
            map.set("act", "stored")
            job.write(to: &map)
        case .left(let what, let place):
            map.set("act", "left")
            map.set("what", what)
            map.set("where", place)
        }
    }

    init(_ fields: Fields, at: Duration) throws {
        switch try fields.text("act") {
        case "began":
            self = .began(
                Beginning(
                    seed: UInt64(try fields.text("seed")) ?? 0,
                    minions: fields.texts("minions"),
                    window: .milliseconds(try fields.number("window")),
                    offset: .milliseconds(try fields.number("offset"))
                )
            )
        case "called": self = .called(try Call(fields))
        case "signalled":
            self = .signalled(call: try fields.number("call"), signal: Int32(try fields.number("signal")))
        case "ended": self = .ended(try CallEnd(fields))
        case "hung": self = .hung(call: try fields.number("call"))
        case "struck":
            self = .struck(
                try fields.word("fault"),
                at: try fields.text("where"),
                jobs: fields.value["jobs"].map { _ in fields.texts("jobs") }
            )
        case "healed": self = .healed(try fields.word("fault"), at: try fields.text("where"))
        case "witnessed":
            self = .witnessed(
                WitnessLine(
                    isEnd: try fields.text("what") == "ended",
                    token: try fields.text("token"),
                    minion: try fields.text("minion"),
                    run: try fields.text("run"),
                    place: try fields.number("place"),
                    at: at
                )
            )
        case "told": self = .told(jid: try fields.text("jid"), minion: try fields.text("minion"))
        case "stored": self = .stored(try StoredJob(fields))
        case "left": self = .left(try fields.text("what"), at: try fields.text("where"))
        case let other: throw HistoryError(description: "a history has no act '\(other)'")
        }
    }
}

extension Call {
    func write(to map: inout ValueMap) {
        map.set("call", number)
        map.set("for", purpose.rawValue)
        map.set("words", words)
        if !minions.isEmpty { map.set("minions", minions) }
        map.set("subset", subset)
        map.set("batch", batch)
        map.set("limit", limit)
        map.set("within", within?.milliseconds)
        map.set("jid", jid)
        guard let work else { return }
        map.set("work", work.kind.rawValue)
        map.set("token", work.token)
        map.set("deciseconds", work.deciseconds)
        map.set("code", work.code)
        map.set("bytes", work.bytes)
        if work.forks { map.set("forks", .bool(true)) }
    }

    init(_ fields: Fields) throws {
        self.init(number: try fields.number("call"), purpose: try fields.word("for"), words: fields.texts("words"))
        minions = fields.texts("minions")
        subset = fields.optionalNumber("subset")
        batch = fields.optionalNumber("batch")
        limit = fields.optionalNumber("limit")
        within = fields.optionalNumber("within").map { .milliseconds($0) }
        jid = fields.optionalText("jid")
        guard fields.optionalText("work") != nil else { return }
        work = Work(
            kind: try fields.word("work"),
            token: try fields.text("token"),
            deciseconds: try fields.number("deciseconds"),
            code: try fields.number("code"),
            bytes: try fields.number("bytes"),
            forks: fields.flag("forks")
        )
    }
}

extension CallEnd {
    func write(to map: inout ValueMap) {
        map.set("call", number)
        map.set("status", status)
        map.set("jid", jid)
        if !answers.isEmpty {
            var told = ValueMap()
            for (id, answer) in answers.sorted(by: { $0.key < $1.key }) {
                switch answer {
                case .returned(let run): told.set(id, .string(run ?? "returned"))
                case .missing: told.set(id, .null)
                }
            }
            map.set("answers", .map(told))
        }
        if !error.isEmpty { map.set("error", error) }
    }

    init(_ fields: Fields) throws {
        self.init(number: try fields.number("call"), status: try fields.number("status"))
        jid = fields.optionalText("jid")
        error = fields.optionalText("error") ?? ""
        for (id, answer) in fields.map("answers") {
            switch answer.value.stringValue {
            case nil: answers[id] = .missing
            case "returned": answers[id] = .returned(run: nil)
            case let run: answers[id] = .returned(run: run)
            }
        }
    }
}

extension StoredJob {
    func write(to map: inout ValueMap) {
        map.set("jid", jid)
        map.set("function", function)
        map.set("token", token)
        map.set("minions", minions)
        map.set("error", error)
        var stands = ValueMap()
        for (id, pair) in pairs.sorted(by: { $0.key < $1.key }) {
            var fields = ValueMap()
            fields.set("state", pair.state.rawValue)
            fields.set("retcode", pair.retcode)
            if pair.hasReturn { fields.set("returned", .bool(true)) }
            fields.set("run", pair.run)
            if pair.isWhole { fields.set("whole", .bool(true)) }
            if !pair.text.isEmpty { fields.set("text", pair.text) }
            stands.set(id, .map(fields))
        }
        map.set("pairs", .map(stands))
    }

    init(_ fields: Fields) throws {
        self.init(jid: try fields.text("jid"))
        function = fields.optionalText("function") ?? ""
        token = fields.optionalText("token")
        minions = fields.texts("minions")
        error = fields.optionalText("error")
        for (id, pair) in fields.map("pairs") {
            pairs[id] = Pair(
                state: try pair.word("state"),
                retcode: pair.optionalNumber("retcode"),
                hasReturn: pair.flag("returned"),
                run: pair.optionalText("run"),
                isWhole: pair.flag("whole"),
                text: pair.optionalText("text") ?? ""
            )
        }
    }
}
