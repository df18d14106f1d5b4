import BrineCore
import BrineTransport
import Testing

@testable import BrineMaster

/// A key of 32 equal bytes.
func key(_ byte: UInt8) -> PublicKey {
    guard let key = PublicKey(bytes: [UInt8](repeating: byte, count: 32)) else {
        preconditionFailure("32 bytes make a key")
    }
    return key
}

@Suite struct `What is done about a key that asks` {
    /// One line of the table: the keys under the id (1 is the one that asks), and what is decided with `auto_accept` off
    /// and nobody waiting, with it on, and with too many waiting.
    struct Line: Sendable, CustomTestStringConvertible {
        var known: [KeyState: UInt8]
        var usual: EnrolmentDecision
        var automatic: EnrolmentDecision
        var full: EnrolmentDecision

        init(
            _ known: [KeyState: UInt8],
            _ usual: EnrolmentDecision,
            automatic: EnrolmentDecision? = nil,
            full: EnrolmentDecision? = nil
        ) {
            (self.known, self.usual) = (known, usual)
            (self.automatic, self.full) = (automatic ?? usual, full ?? usual)
        }

        var testDescription: String { "\(known)" }
    }

    static let table = [
        Line([:], .waitNew, automatic: .acceptNew, full: .full),
        Line([.accepted: 1], .accept),
        Line([.accepted: 2], .deny),
        Line([.accepted: 2, .denied: 1], .deny),
        Line([.accepted: 1, .denied: 2], .accept),
        Line([.accepted: 1, .denied: 1], .accept),
        Line([.accepted: 1, .rejected: 1], .accept),
        Line([.accepted: 1, .unaccepted: 2], .accept),
        Line([.accepted: 2, .unaccepted: 1], .deny),
        Line([.rejected: 1], .reject),
        Line([.rejected: 2], .reject),
        Line([.rejected: 2, .unaccepted: 1], .reject),
        Line([.unaccepted: 1], .wait, automatic: .acceptNew),
        Line([.unaccepted: 2], .deny),
        Line([.unaccepted: 2, .denied: 1], .deny),
        Line([.unaccepted: 1, .denied: 2], .wait, automatic: .acceptNew),
        Line([.denied: 1], .deny),
        Line([.denied: 2], .waitNew, automatic: .acceptNew, full: .full),
    ]

    @Test(arguments: table) func `follows the keys under its id`(line: Line) {
        let known = line.known.mapValues { key($0) }
        func decide(_ autoAccept: Bool, _ isFull: Bool) -> EnrolmentDecision {
            EnrolmentDecision.decide(key(1), known: known, autoAccept: autoAccept, isFull: isFull)
        }
        #expect(decide(false, false) == line.usual)
        #expect(decide(false, true) == line.full)
        #expect(decide(true, false) == line.automatic)
        #expect(decide(true, true) == line.automatic)
    }
}
