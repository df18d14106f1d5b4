internal import BrineCore
internal import MessagePack

/// What a job is found by, beside its function, its user and its jid.
struct SearchTerms: Sendable, Hashable {
    /// How many of the keys of a job's metadata can be searched for: the first so many.
    static let indexedMarks = 100

    /// The target's expression, or each id of a list, once.
    let targets: [String]
    /// The keys of the metadata with their values.
    let marks: [ValueMap.Entry]

    /// The terms of a job.
    init(_ job: Job) {
        self.init(target: job.target.expressionValue, kind: job.target.kind.rawValue, metadata: job.metadata)
    }

    /// The terms of a job with that target's expression, of that kind, and that metadata.
    init(target: Value, kind: String, metadata: Value) {
        var words = target.arrayValue?.compactMap(\.stringValue) ?? target.stringValue.map { [$0] } ?? []
        // Of a target on grains with a delimiter of its own, the expression alone.
        if kind != Target.Kind.list.rawValue { words = Array(words.prefix(1)) }
        targets = words.count > 1 ? Array(Set(words)) : words
        marks = Array((metadata.mapValue?.entries ?? []).prefix(Self.indexedMarks))
    }

    /// A number for a key with its value, the same for ever: what is looked for in their place.
    ///
    /// Others may have the same (FNV-1a, 64 bits): whoever finds one compares.
    static func number(of mark: ValueMap.Entry) -> Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in mark.key.messagePack + mark.value.messagePack {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return Int64(bitPattern: hash)
    }
}
