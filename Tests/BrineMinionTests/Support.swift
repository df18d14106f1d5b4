import BrineCore
import BrineModules
import BrineWire
import Glibc
import Logging
import MessagePack
import Testing

@testable import BrineMinion

/// The jid of that number of seconds after the tests' own beginning.
func jid(_ number: Int64) -> JobID {
    JobID(at: Timestamp(microseconds: 1_795_000_000_000_000 + number * 1_000_000))
}

/// The minion's id that a test writes down.
func id(_ name: String) -> MinionID {
    guard let id = MinionID(name) else { preconditionFailure("\(name) is no minion's id") }
    return id
}

/// A command that may be delivered until a moment.
func command(
    _ number: Int64,
    _ function: FunctionName = FunctionName(module: "cmd", function: "run"),
    _ arguments: CallArguments = CallArguments(["sleep 1"], keyword: ["cwd": "/"]),
    to target: Target = .glob("*"),
    before end: Timestamp = jid(1_000).timestamp
) -> Command {
    Command(jid: jid(number), calls: Calls(function, arguments), target: target, user: "eva", deliverBefore: end)
}

/// A command of several functions, given nothing.
func command(_ number: Int64, several names: String...) throws -> Command {
    var command = command(number)
    let calls = try names.map { FunctionCall(try #require(FunctionName($0))) }
    command.calls = try #require(Calls(calls))
    return command
}

/// Who asked for a signal, in the call that has that number.
func caller(_ user: String, _ call: Int64) -> SignalCaller {
    SignalCaller(user: user, call: jid(call))
}

/// The settings of the minion `web`, whose folders lie in a test's own.
func settings(in folder: TemporaryFolder, _ change: (inout MinionSettings) -> Void = { _ in }) -> MinionSettings {
    var settings = MinionSettings(
        id: id("web"),
        master: "localhost",
        enrolmentPort: 4_507,
        masterFinger: "",
        keyFolder: "\(folder.path)/pki",
        cacheFolder: folder.path,
        logFile: "/dev/null",
        acceptanceWait: .seconds(10),
        reconnectInterval: .seconds(2),
        returnLimit: 1_000_000,
        extraGrains: [:]
    )
    change(&settings)
    return settings
}

/// The packet with which `web` returns a job.
func packet(_ number: Int64, _ result: FunctionResult = FunctionResult("done")) -> [UInt8] {
    ReturnMessage(id: id("web"), JobReturn(command(number), result)).packet
}

/// A log that nobody reads.
let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// The seed of a random walk: the one in `BRINE_SEED`, to walk a walk again, or another each time.
func walkSeed() -> UInt64 {
    getenv("BRINE_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64.random(in: .min ... .max)
}

/// A folder of its own, removed with all it holds.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/brine-minion-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// Writes a file as it is.
    func write(_ bytes: [UInt8], to name: String) throws {
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    }

    /// What a file below holds, up to 1 MB.
    func read(_ name: String) throws -> [UInt8] {
        let descriptor = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1_000_000)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        try #require(count >= 0)
        return Array(bytes.prefix(count))
    }

    /// Makes a folder below.
    func makeFolder(_ name: String) throws {
        try #require(mkdir("\(path)/\(name)", 0o700) == 0)
    }

    /// Has a file below be that many seconds old.
    func setAge(_ name: String, to seconds: Int) throws {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let then = timespec(tv_sec: now.tv_sec - seconds, tv_nsec: now.tv_nsec)
        try #require(utimensat(AT_FDCWD, "\(path)/\(name)", [then, then], 0) == 0)
    }

    /// All names in a folder below, hidden ones too.
    func names(_ name: String = ".") -> [String] { Self.names("\(path)/\(name)").sorted() }

    /// Removes a folder below with all it holds.
    func remove(_ name: String) { Self.remove("\(path)/\(name)") }

    private static func names(_ path: String) -> [String] {
        guard let handle = opendir(path) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func remove(_ path: String) {
        for name in names(path) { remove("\(path)/\(name)") }
        if unlink(path) != 0 { rmdir(path) }
    }
}

/// Waits until a descriptor is readable or closed at its other end.
func waitUntilReadable(_ descriptor: Int32) throws {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var result: Int32 = -1
    repeat { result = poll(&request, 1, 60_000) } while result < 0 && errno == EINTR
    try #require(result == 1, "nothing came")
}
