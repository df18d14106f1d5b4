public import MessagePack

/// What a job's functions have come to so far, in their order.
///
/// A plain value: who runs the functions tells it of each result, and asks what that makes of the job.
public struct CallResults: Sendable, Hashable {
    /// What the job runs.
    public let calls: Calls
    private var results: [FunctionResult] = []

    /// The results of a job of which nothing has run yet.
    public init(_ calls: Calls) {
        self.calls = calls
    }

    /// Whether every function has come to a result.
    public var isComplete: Bool { results.count == calls.all.count }

    /// The function whose turn it is has come to a result; one too many is passed over.
    public mutating func append(_ result: FunctionResult) {
        guard !isComplete else { return }
        results.append(result)
    }

    /// What the job has come to: the result of its one function, or that of several in one.
    ///
    /// Of several the answer is a map by function, where of one that ran twice the later answer counts. The result code is the
    /// highest; where that is 0 although one is below it, the lowest. It succeeded where each did.
    public var result: FunctionResult {
        guard calls.areSeveral else { return results.first ?? FunctionResult(.null) }
        let codes = results.map(\.retcode)
        let highest = codes.max() ?? 0
        return FunctionResult(
            .map(values(results)),
            retcode: highest == 0 ? codes.min() ?? 0 : highest,
            success: results.allSatisfy(\.success)
        )
    }

    /// What a job answers that was ended before its time, in the function whose result came last.
    ///
    /// The sentence stands after the text of that function, and in the place of nothing; any other answer is kept as it is. Of
    /// several functions it is also the answer of those that did not begin.
    ///
    /// - Parameter sentence: What ended the job.
    /// - Returns: the answer.
    public func value(endedBy sentence: String) -> Value {
        let last: Value =
            switch results.last?.value {
            case nil, .null, "": .string(sentence)
            case .string(let text): .string("\(text)\n\(sentence)")
            case let other?: other
            }
        guard calls.areSeveral else { return last }
        var map = values(results.dropLast())
        let place = max(0, results.count - 1)
        map[.string(calls.all[place].function.description)] = last
        for call in calls.all.dropFirst(place + 1) {
            // What the same function has answered before says more than that it did not run once more.
            let name = Value.string(call.function.description)
            if map[name] == nil { map[name] = .string("\(sentence), before it began") }
        }
        return .map(map)
    }

    private func values(_ results: some Sequence<FunctionResult>) -> ValueMap {
        var map = ValueMap()
        for (call, result) in zip(calls.all, results) { map[.string(call.function.description)] = result.value }
        return map
    }
}
