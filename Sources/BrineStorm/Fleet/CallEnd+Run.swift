internal import BrineFormats
internal import BrineTesting
internal import MessagePack

extension CallEnd {
    /// How a call ended, by what its command printed.
    init(_ call: Call, _ run: CommandRun) {
        self.init(number: call.number, status: Int(run.status))
        error = String(run.error.prefix(300))
        switch call.purpose {
        case .wait:
            jid = Self.jid(after: "jid: ", in: run.error)
            for line in run.lines where !line.isEmpty {
                guard let map = Self.json(line)?.mapValue else { continue }
                for entry in map.entries {
                    guard let id = entry.key.stringValue, call.minions.contains(id) else { continue }
                    answers[id] = Self.answer(entry.value, of: call.work)
                }
            }
        case .leave: jid = Self.jid(after: "command with job ID: ", in: run.output)
        case .rerun:
            let text = Self.json(run.output)?.stringValue ?? ""
            jid = text.count == 20 && text.allSatisfy(\.isNumber) ? text : nil
        case .cancel, .signal, .look: break
        }
    }

    private static func answer(_ value: Value, of work: Work?) -> Answer {
        if value.stringValue?.hasPrefix("Minion did not return") == true { return .missing }
        return .returned(run: work?.result(value).run)
    }

    private static func jid(after words: String, in text: String) -> String? {
        guard let place = text.firstRange(of: words) else { return nil }
        let jid = text[place.upperBound...].prefix { $0.isNumber }
        return jid.count == 20 ? String(jid) : nil
    }

    static func json(_ text: String) -> Value? {
        try? JSONReader.read(Array(text.utf8), limits: JSONReader.usualLimits)
    }
}

extension Work {
    /// The run that a result names, and whether the result is what the work gives, to the last byte.
    func result(_ value: Value) -> (run: String?, isWhole: Bool) {
        switch kind {
        case .echo: return (nil, value.stringValue == token)
        case .sleep: return (nil, value.boolValue == true)
        case .script: return WorkScript.read(value.stringValue ?? "", of: self)
        case .several:
            let (run, isWhole) = WorkScript.read(value["cmd.run"]?.stringValue ?? "", of: self)
            return (run, isWhole && value["test.ping"]?.boolValue == true && value["test.echo"]?.stringValue == token)
        }
    }
}
