/// A minion's id taken apart at its numbers: `rack1-node07` is `rack`, 1, `-node`, 07 and an empty end.
struct NumberedID: Sendable, Hashable {
    /// What stands around the numbers: one text more than there are numbers.
    var texts: [String]
    /// The numbers, as they are written.
    var numbers: [String]

    /// How many numbers of an id are taken for such; the rest is text.
    ///
    /// No naming of machines counts in so many ways, and each costs a pass over the ids.
    static let mostNumbers = 8
    /// The longest number, in digits; a longer one is text, so that each has a successor that an integer holds.
    static let longestNumber = 18

    /// The parts of an id.
    init(_ id: MinionID) {
        texts = []
        numbers = []
        var text: [UInt8] = []
        var rest = Array(id.description.utf8)[...]
        while let first = rest.first {
            let isNumber = Self.isDigit(first)
            let part = rest.prefix { Self.isDigit($0) == isNumber }
            rest = rest.dropFirst(part.count)
            if isNumber, part.count <= Self.longestNumber, numbers.count < Self.mostNumbers {
                texts.append(String(decoding: text, as: UTF8.self))
                numbers.append(String(decoding: part, as: UTF8.self))
                text = []
            } else {
                text += part
            }
        }
        texts.append(String(decoding: text, as: UTF8.self))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension NumberedID: CustomStringConvertible {
    /// The parts as one text.
    var description: String {
        zip(texts, numbers).map { $0 + $1 }.joined() + (texts.last ?? "")
    }
}
