internal import BrineCore

/// The minions of one job: their numbers, ascending, each once.
///
/// Encoded, it is a count followed by the step from each number to the next, as LEB128 varints: a job for ten thousand
/// neighbours takes ten kilobytes, one for a single minion two to five bytes.
struct MinionSet: Sendable, Hashable {
    /// The numbers, ascending, each once.
    let numbers: [MinionNumber]

    /// The set of some numbers, in whatever order they come.
    init(_ numbers: [MinionNumber]) {
        let ascends = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
        self.numbers = ascends ? numbers : Set(numbers).sorted()
    }

    /// The place of a minion among the numbers, or nil where it is not one of them.
    ///
    /// Logarithmic in their number.
    func index(of minion: MinionNumber) -> Int? {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < minion {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < numbers.count && numbers[low] == minion ? low : nil
    }
}

/// What is wrong with the bytes of a set of minions.
enum MinionSetDamage: Error, Hashable, CustomStringConvertible {
    /// The bytes end within the set.
    case cutOff
    /// A number is outside what a minion's can be, or does not ascend.
    case badNumber(place: Int)
    /// A varint is longer than its value needs or than any value can be.
    case badVarint(place: Int)
    /// Bytes follow the set's end.
    case trailing(bytes: Int)

    var description: String {
        switch self {
        case .cutOff: "the set of minions is cut off"
        case .badNumber(let place): "the set of minions has an impossible number before byte \(place)"
        case .badVarint(let place): "the set of minions has an impossible varint before byte \(place)"
        case .trailing(let bytes): "\(bytes) bytes follow the set of minions"
        }
    }
}

extension MinionSet {
    /// The set's bytes.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(numbers.count + 8)
        Self.append(UInt32(numbers.count), to: &bytes)
        var previous: UInt32 = 0
        for number in numbers {
            Self.append(number.rawValue - previous, to: &bytes)
            previous = number.rawValue
        }
        return bytes
    }

    /// The set that some bytes hold, and nothing else.
    init(encoded bytes: [UInt8]) throws(MinionSetDamage) {
        var place = 0
        let count = Int(try Self.varint(in: bytes, at: &place))
        var numbers: [MinionNumber] = []
        // Each number takes a byte at least, so a false count reserves no more than the bytes at hand.
        numbers.reserveCapacity(min(count, bytes.count))
        var previous: UInt32 = 0
        while numbers.count < count {
            let step = try Self.varint(in: bytes, at: &place)
            let (sum, overflow) = previous.addingReportingOverflow(step)
            guard step > 0, !overflow, let number = MinionNumber(sum) else {
                throw .badNumber(place: place)
            }
            numbers.append(number)
            previous = sum
        }
        guard place == bytes.count else { throw .trailing(bytes: bytes.count - place) }
        self.numbers = numbers
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func varint(in bytes: [UInt8], at place: inout Int) throws(MinionSetDamage) -> UInt32 {
        var number: UInt32 = 0
        // 28 bits hold every number and every count there can be.
        for shift: UInt32 in [0, 7, 14, 21] {
            guard place < bytes.count else { throw .cutOff }
            let byte = bytes[place]
            place += 1
            number |= UInt32(byte & 0x7F) << shift
            if byte < 0x80 {
                guard byte > 0 || shift == 0 else { throw .badVarint(place: place) }
                return number
            }
        }
        throw .badVarint(place: place)
    }
}
