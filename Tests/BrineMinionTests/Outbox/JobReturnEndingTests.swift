import BrineCore
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `The return of a job whose worker left none` {
    /// One line of the table: how the worker ended, who asked for which signal, and what the return says.
    struct Line: Sendable, CustomTestStringConvertible {
        var ending: WorkerHandle.Ending
        var asked: RunningJobs.Asked?
        var text: String
        var how: JobReturn.Ending
        var retcode: Int64
        var state: JobState

        var testDescription: String { text }
    }

    static let table = [
        Line(
            ending: .signalled(SIGTERM),
            asked: RunningJobs.Asked(signal: SIGTERM, user: "eva"),
            text: "The job was ended by signal 15, asked for by eva",
            how: .signalled(SIGTERM, by: "eva"),
            retcode: 143,
            state: .terminated
        ),
        Line(
            ending: .signalled(SIGKILL),
            asked: nil,
            text: "The job was ended by signal 9",
            how: .signalled(SIGKILL, by: nil),
            retcode: 137,
            state: .terminated
        ),
        Line(
            ending: .signalled(SIGSEGV),
            asked: RunningJobs.Asked(signal: SIGTERM, user: "eva"),
            text: "The job was ended by signal 11",
            how: .signalled(SIGSEGV, by: nil),
            retcode: 139,
            state: .terminated
        ),
        Line(
            ending: .unknown,
            asked: RunningJobs.Asked(signal: SIGKILL, user: "tom"),
            text: "The job was ended by signal 9, asked for by tom",
            how: .signalled(SIGKILL, by: "tom"),
            retcode: 137,
            state: .terminated
        ),
        Line(
            ending: .exited(3),
            asked: nil,
            text: "The job's worker exited with code 3 and left no return; how far the job came is not known",
            how: .lost,
            retcode: 1,
            state: .lost
        ),
        Line(
            ending: .exited(0),
            asked: RunningJobs.Asked(signal: SIGTERM, user: "eva"),
            text: "The job's worker exited with code 0 and left no return; how far the job came is not known",
            how: .lost,
            retcode: 1,
            state: .lost
        ),
        Line(
            ending: .unknown,
            asked: nil,
            text: "The job's worker is gone and left no return; how far the job came is not known",
            how: .lost,
            retcode: 1,
            state: .lost
        ),
    ]

    @Test(arguments: table) func `says how it ended`(line: Line) {
        let command = command(1)
        let made = JobReturn(command, endedAs: line.ending, asked: line.asked)
        #expect(made.value == .string(line.text))
        #expect(made.ending == line.how)
        #expect(made.retcode == line.retcode)
        #expect(!made.success)
        #expect(made.state == line.state)
        #expect(made.jid == jid(1))
        #expect(made.function == command.function)
        #expect(made.arguments == command.arguments)
        #expect(made.user == "eva")
    }

    @Test func `a result makes an ordinary return`() {
        let made = JobReturn(command(1), FunctionResult("done", retcode: 2))
        #expect(made.value == "done")
        #expect(made.retcode == 2)
        #expect(made.ending == .ordinary)
        #expect(made.state == .failed)
        #expect(JobReturn(command(1), FunctionResult(true)).state == .succeeded)
    }
}
