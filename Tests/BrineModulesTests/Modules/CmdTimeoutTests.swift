import BrineCore
import BrineTesting
import Glibc
import MessagePack
import Testing

@testable import BrineModules

@Suite struct `A command whose time is over` {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    /// Runs a line with a longer and longer limit until it had the time to say that it is ready.
    private func overrun(_ line: String) async throws -> ShellCommandOutcome {
        var command = ShellCommand(text: line, shell: "/bin/sh")
        command.timeLimit = .milliseconds(50)
        command.grace = .seconds(60)
        while true {
            let outcome = try await command.run()
            if outcome.output.text(trimsEnd: true).hasPrefix("ready") { return outcome }
            command.timeLimit = command.timeLimit.map { $0 * 2 }
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `is asked to end, and what it writes then is kept, however much`() async throws {
        let end = "head -c 300000 /dev/zero | tr '\\000' x; exit 4"
        let outcome = try await overrun("trap \"\(end)\" TERM; echo ready; while :; do sleep 0.01; done")
        #expect(outcome.overran)
        #expect(outcome.retcode == 4)
        #expect(outcome.output.total == 300_006)
    }

    @Test(.timeLimit(.minutes(2)))
    func `is waited for until all that it started has ended`() async throws {
        let child = "trap 'sleep 0.2; touch \(scratch.path)/done; exit' TERM; echo ready; while :; do sleep 0.01; done"
        try TestFile.write(child, to: "\(scratch.path)/child")
        let outcome = try await overrun("sh \(scratch.path)/child; echo never")
        #expect(outcome.retcode == -SIGTERM.asRetcode)
        #expect(!ScratchFolder.mode("\(scratch.path)/done").isEmpty)
        #expect(outcome.output.text(trimsEnd: true) == "ready")
    }

    @Test(.timeLimit(.minutes(2)))
    func `is killed with what it started where nothing of it ends by itself`() async throws {
        try TestFile.write(
            "trap '' TERM; flock -n \(scratch.path)/lock sleep 3600; sleep 3600",
            to: "\(scratch.path)/child"
        )
        var command = ShellCommand(text: "trap '' TERM; sh \(scratch.path)/child; sleep 3600", shell: "/bin/sh")
        command.timeLimit = .milliseconds(50)
        command.grace = .milliseconds(50)
        var outcome = try await command.run()
        // It may have been asked to end before it had said that it would not.
        while outcome.retcode != -SIGKILL.asRetcode {
            command.timeLimit = command.timeLimit.map { $0 * 2 }
            outcome = try await command.run()
        }
        #expect(outcome.overran)
        #expect(try await call("cmd.run", .string("flock -w 60 \(scratch.path)/lock true")).success)
    }
}

extension Int32 {
    fileprivate var asRetcode: Int64 { Int64(self) }
}
