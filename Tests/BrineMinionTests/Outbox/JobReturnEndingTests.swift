import BrineCore
import BrineModules
import Glibc
import MessagePack
import Testing

@testable import BrineMinion

@Suite struct `The return of a job whose worker left none` {
    /// One line of the table: how the worker ended, who asked for which signals, and what the return says.
    struct Line: Sendable, CustomTestStringConvertible {
        var ending: WorkerHandle.Ending
        var notes: [SignalNotes.Note] = []
        var text: String
        var how: JobReturn.Ending
        var retcode: Int64
        var state: JobState

        var testDescription: String { text }
    }

    private static func note(_ signal: Int32, _ user: String) -> SignalNotes.Note {
        SignalNotes.Note(signal: signal, caller: caller(user, 90))
    }

    static let table = [
        Line(
            ending: .signalled(SIGTERM),
            notes: [note(SIGTERM, "eva")],
            text: "The job was ended by signal 15, asked for by eva",
            how: .signalled(SIGTERM, by: "eva"),
            retcode: 143,
            state: .terminated
        ),
        Line(
            ending: .signalled(SIGTERM),
            notes: [note(SIGTERM, "eva"), note(SIGTERM, "tom"), note(SIGKILL, "ann")],
            text: "The job was ended by signal 15, asked for by tom",
            how: .signalled(SIGTERM, by: "tom"),
            retcode: 143,
            state: .terminated
        ),
        Line(
            ending: .signalled(SIGKILL),
            text: "The job was ended by signal 9",
            how: .signalled(SIGKILL, by: nil),
            retcode: 137,
            state: .terminated
        ),
        Line(
            ending: .signalled(SIGSEGV),
            notes: [note(SIGTERM, "eva")],
            text: "The job was ended by signal 11: its worker crashed",
            how: .signalled(SIGSEGV, by: nil),
            retcode: 139,
            state: .terminated
        ),
        Line(
            ending: .signalled(SIGSEGV),
            notes: [note(SIGSEGV, "eva")],
            text: "The job was ended by signal 11, asked for by eva",
            how: .signalled(SIGSEGV, by: "eva"),
            retcode: 139,
            state: .terminated
        ),
        Line(
            ending: .unknown,
            notes: [note(SIGKILL, "tom"), note(SIGTERM, "eva")],
            text: "The job was ended by signal 9, asked for by tom",
            how: .signalled(SIGKILL, by: "tom"),
            retcode: 137,
            state: .terminated
        ),
        Line(
            ending: .unknown,
            notes: [note(SIGTERM, "eva")],
            text: "The job's worker is gone and left no return; how far the job came is not known",
            how: .lost,
            retcode: 1,
            state: .lost
        ),
        Line(
            ending: .exited(3),
            text: "The job's worker exited with code 3 and left no return; how far the job came is not known",
            how: .lost,
            retcode: 1,
            state: .lost
        ),
        Line(
            ending: .exited(0),
            notes: [note(SIGTERM, "eva")],
            text: "The job's worker exited with code 0 and left no return; how far the job came is not known",
            how: .lost,
            retcode: 1,
            state: .lost
        ),
        Line(
            ending: .unknown,
            text: "The job's worker is gone and left no return; how far the job came is not known",
            how: .lost,
            retcode: 1,
            state: .lost
        ),
    ]

    @Test(arguments: table) func `says how it ended`(line: Line) {
        let command = command(1)
        let made = JobReturn(command, workerEnded: line.ending, line.notes)
        #expect(made.value == .string(line.text))
        #expect(made.ending == line.how)
        #expect(made.retcode == line.retcode)
        #expect(!made.success)
        #expect(made.state == line.state)
        #expect(made.jid == jid(1))
        #expect(made.calls == command.calls)
        #expect(made.user == "eva")
    }

    @Test(
        arguments: [
            (
                SIGKILL, 1,
                "The job was ended by signal 9: the kernel has ended a process for want of memory meanwhile"
            ),
            (
                SIGKILL, 3,
                "The job was ended by signal 9: the kernel has ended 3 processes for want of memory meanwhile"
            ),
            (SIGKILL, 0, "The job was ended by signal 9"), (SIGTERM, 1, "The job was ended by signal 15"),
        ] as [(Int32, UInt64, String)]
    )
    func `says what a signal that nobody asked for may mean`(signal: Int32, memoryKills: UInt64, text: String) {
        let made = JobReturn(command(1), workerEnded: .signalled(signal), [], memoryKills: memoryKills)
        #expect(made.value == .string(text))
    }

    @Test func `names no want of memory where somebody asked for the kill`() {
        let made = JobReturn(command(1), workerEnded: .signalled(SIGKILL), [Self.note(SIGKILL, "eva")], memoryKills: 2)
        #expect(made.value == "The job was ended by signal 9, asked for by eva")
    }
}

@Suite struct `The return of a job that was ended before its time` {
    /// The results of a job whose one function came to this, if to anything.
    private func ended(_ result: FunctionResult?) -> CallResults {
        var results = CallResults(command(1).calls)
        if let result { results.append(result) }
        return results
    }

    @Test func `of several functions tells of each`() throws {
        let command = try command(1, several: "test.ping", "cmd.run", "test.echo")
        var results = CallResults(command.calls)
        results.append(FunctionResult(true))
        results.append(FunctionResult("half", retcode: 143))
        let made = JobReturn(command, results, endedBy: .signal(SIGTERM), askedForBy: "eva")
        let sentence = "The job was ended by signal 15, asked for by eva"
        #expect(
            made.value
                == [
                    "test.ping": true, "cmd.run": .string("half\n\(sentence)"),
                    "test.echo": .string("\(sentence), before it began"),
                ]
        )
        #expect(made.retcode == 143 && made.state == .terminated && made.calls == command.calls)
    }

    @Test(
        arguments: [
            (nil, "The job was ended by signal 15, asked for by eva"),
            (FunctionResult(.null), "The job was ended by signal 15, asked for by eva"),
            (FunctionResult(""), "The job was ended by signal 15, asked for by eva"),
            (FunctionResult("half", retcode: 143), "half\nThe job was ended by signal 15, asked for by eva"),
            (FunctionResult(.array(["a", 1])), .array(["a", 1])),
            (FunctionResult(.map(["retcode": -15])), .map(["retcode": -15])),
            (FunctionResult(0), 0), (FunctionResult(false), false),
        ] as [(FunctionResult?, Value)]
    )
    func `keeps what the function came to, with the reason after a text`(result: FunctionResult?, value: Value) {
        let made = JobReturn(command(1), ended(result), endedBy: .signal(SIGTERM), askedForBy: "eva")
        #expect(made.value == value)
        #expect(made.ending == .signalled(SIGTERM, by: "eva"))
        #expect(made.retcode == 143)
        #expect(!made.success)
        #expect(made.state == .terminated)
    }

    @Test func `by a signal from elsewhere names nobody`() {
        let made = JobReturn(command(1), ended(nil), endedBy: .signal(SIGHUP), askedForBy: nil)
        #expect(made.value == "The job was ended by signal 1")
        #expect(made.ending == .signalled(SIGHUP, by: nil))
        #expect(made.retcode == 129)
    }

    @Test(arguments: [(.seconds(30), "30"), (.milliseconds(1_500), "1.5")] as [(Duration, String)])
    func `by its time limit says so`(limit: Duration, text: String) {
        let made = JobReturn(command(1), ended(FunctionResult("half")), endedBy: .timeLimit(limit), askedForBy: nil)
        #expect(made.value == .string("half\nThe job ran longer than its time limit (\(text) s) and was ended"))
        #expect(made.ending == .timedOut)
        #expect(made.retcode == 124)
        #expect(!made.success)
        #expect(made.state == .timedOut)
    }

    @Test func `in the queue says that it had not begun`() {
        let withdrawal = RunningJobs.Withdrawal(jid: jid(1), signal: SIGTERM, user: "tom")
        let made = JobReturn(command(1), withdrawnBy: withdrawal)
        #expect(made.value == "The job was ended by signal 15, asked for by tom, before it began")
        #expect(made.ending == .signalled(SIGTERM, by: "tom"))
        #expect(made.retcode == 143)
        #expect(made.state == .terminated)
        #expect(made.user == "eva")
    }

    @Test func `is an ordinary one where it was not ended`() {
        let made = JobReturn(command(1), FunctionResult("done", retcode: 2))
        #expect(made.value == "done")
        #expect(made.retcode == 2)
        #expect(made.ending == .ordinary)
        #expect(made.state == .failed)
        #expect(JobReturn(command(1), FunctionResult(true)).state == .succeeded)
    }
}
