/// A set of minions written in as few words as their ids allow: `web[1-40,42],db1`.
///
/// Ids that differ in their numbers alone become one piece with the numbers as ranges, also where they differ in several:
/// `rack[1-3]-node[01-16]` stands for 48 ids. Zeroes in front of a number are kept: `[08-10]` is 08, 09, 10, and `[8-10]` is
/// 8, 9, 10. Neither brackets nor commas can stand in an id, so the text says exactly which ids are meant.
public struct FoldedIDs: Sendable, Hashable, CustomStringConvertible {
    /// The ids, in order and each once.
    public let ids: [MinionID]
    /// The set as text, the pieces that stand for most ids first; empty for no id.
    public let description: String

    /// How many ids there are.
    public var count: Int { ids.count }

    /// The set of some ids.
    ///
    /// Costs what sorting them costs, and a pass over them for each number in them that is folded.
    public init(_ ids: some Sequence<MinionID>) {
        let sorted = Set(ids).sorted()
        self.ids = sorted
        let families = Dictionary(grouping: sorted.map { NumberedID($0) }, by: \.texts)
        let pieces = families.values.flatMap(Self.folded).map { (count: $0.count, text: $0.id.description) }
        let ordered = pieces.sorted { $0.count != $1.count ? $0.count > $1.count : $0.text < $1.text }
        description = ordered.map(\.text).joined(separator: ",")
    }

    /// A piece of the text, and for how many ids it stands.
    private struct Piece {
        /// What is written: an id with ranges for some of its numbers.
        var id: NumberedID
        var count = 1
    }

    /// Folds ids that are the same but for their numbers, one number after the other from the last: those that agree in all
    /// the others, as they are folded by then, become one.
    private static func folded(_ family: [NumberedID]) -> [Piece] {
        var pieces = family.map { Piece(id: $0) }
        for place in (family.first?.numbers.indices ?? 0..<0).reversed() {
            var alike: [NumberedID: (numbers: [String], count: Int)] = [:]
            for piece in pieces {
                var others = piece.id
                others.numbers[place] = ""
                alike[others, default: ([], 0)].numbers.append(piece.id.numbers[place])
                alike[others, default: ([], 0)].count += piece.count
            }
            pieces = alike.map { others, found in
                var id = others
                id.numbers[place] = NumberRanges.text(of: found.numbers)
                return Piece(id: id, count: found.count)
            }
        }
        return pieces
    }
}
