import BrineCore
import BrineStore
import Glibc
import MessagePack
import Testing

@testable import BrineMaster

/// The moment that many seconds after the tests' own beginning.
func at(_ seconds: Double) -> Timestamp {
    Timestamp(microseconds: 1_795_000_000_000_000 + Int64(seconds * 1_000_000))
}

/// The jid at that count of microseconds after the tests' own beginning.
func jid(_ number: Int64) -> JobID {
    JobID(at: Timestamp(microseconds: at(0).microseconds + number))
}

/// The minion's number that a test writes down.
func minion(_ number: Int) -> MinionNumber {
    guard let minion = MinionNumber(number) else { preconditionFailure("\(number) is no minion's number") }
    return minion
}

/// The minion's id that a test writes down.
func id(_ name: String) -> MinionID {
    guard let id = MinionID(name) else { preconditionFailure("\(name) is no minion's id") }
    return id
}

/// The event's tag that a test writes down.
func tag(_ text: String) -> EventTag {
    guard let tag = EventTag(text) else { preconditionFailure("\(text) is no tag") }
    return tag
}

/// A job for some minions, whose window closes that many seconds after the beginning.
func job(_ number: Int64, for minions: [Int], deliverBefore end: Double = 60) -> Job {
    Job(
        jid: jid(number),
        calls: Calls(FunctionName(module: "test", function: "ping"), CallArguments(["a"])),
        target: .glob("*"),
        user: "root",
        minions: minions.map { minion($0) },
        deliverBefore: at(end)
    )
}

/// A source of random numbers that gives the same ones again for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

/// The seed of a random walk: the one in `BRINE_SEED`, to walk a walk again, or another each time.
func walkSeed() -> UInt64 {
    getenv("BRINE_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: .min ... .max)
}

/// A folder of its own, removed with all it holds.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/brine-master-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// Writes a file as it is.
    func write(_ text: String, to name: String) throws {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    private static func remove(_ path: String) {
        if let handle = opendir(path) {
            defer { closedir(handle) }
            while let entry = readdir(handle) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove("\(path)/\(name)") }
            }
        }
        if unlink(path) != 0 { rmdir(path) }
    }
}
