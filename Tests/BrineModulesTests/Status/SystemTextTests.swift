import MessagePack
import Testing

@testable import BrineModules

@Suite struct `The text of a file of the system` {
    @Test func `is lines, words and fields`() {
        let text = SystemText("\nA :\t1  2 \r\n\nno field\n: nameless\nB:x:y\nC:")
        #expect(text.lines == ["A :\t1  2 ", "no field", ": nameless", "B:x:y", "C:"])
        #expect(text.words == ["A", ":", "1", "2", "no", "field", ":", "nameless", "B:x:y", "C:"])
        #expect(text.fields.map { "\($0.name)=\($0.value)" } == ["A=1  2", "B=x:y", "C="])
    }

    @Test func `numbers are whole where they can be, and texts where they are none`() {
        let words = SystemText("0 -5 18446744073709551615 1.5 nan inf 5kB 99999999999999999999x").words
        #expect(
            words.map(\.counted) == [0, -5, .uint(.max), 1.5, "nan", "inf", "5kB", "99999999999999999999x"]
        )
    }

    @Test func `an empty one has nothing`() {
        for text in ["", "\n", " \t\n\r\n "] {
            #expect(SystemText(text).words.isEmpty)
            #expect(SystemText(text).fields.isEmpty)
        }
    }

    @Test(arguments: 0..<200)
    func `any text can be read by all readers`(seed: UInt64) {
        var random = SplitMix(state: seed)
        let alphabet = " \t\n\r:\\0123456789abc%cpu intr softirq kB,.-\0\u{E9}\u{301}\u{1F3F3}Uid:Name:Cpus_allowed"
        let marks = Array(alphabet.unicodeScalars)
        let count = Int(random.next() % 400)
        let scalars = (0..<count).map { _ in marks[Int(random.next() % UInt64(marks.count))] }
        let text = String(String.UnicodeScalarView(scalars))
        _ = Uptime(text)
        _ = LoadAverage(text)
        _ = MemoryInfo.map(text)
        _ = ProcessorInfo.map(text)
        _ = ProcessorInfo.allowed(inProcessStatus: text)
        _ = Mount.list(text)
        _ = Login.list(Array(text.utf8))
        _ = ProcessEntry(pid: 1, status: text, commandLine: text)
        let rows = [
            SystemCounters.processors(text), SystemCounters.disks(text), SystemCounters.virtualMemory(text),
            SystemCounters.networkDevices(text), SystemCounters.protocols(text),
        ]
        // Whatever is found was there.
        #expect(rows.allSatisfy { $0.count <= SystemText(text).lines.count }, "seed \(seed)")
    }
}

/// The generator SplitMix64: the same numbers for the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
