import BrineCore

/// A return as the simulation carries it: what it says, and which of all that were ever made it is.
struct ModelReturn: Hashable {
    let number: UInt32
    let state: JobState

    /// How long its packet is taken to be: some fill most of a scenario's outbox.
    var bytes: Int { number.isMultiple(of: 2) ? 9 * 4_096 : 200 }

    /// The bytes that stand for its packet in the store.
    var body: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) } }

    /// The number of the return that these bytes stand for; nil for a verdict, which has none.
    static func number(of body: [UInt8]) -> UInt32? {
        guard body.count == 4 else { return nil }
        return body.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
