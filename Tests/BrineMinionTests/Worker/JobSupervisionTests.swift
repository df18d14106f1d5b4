import Glibc
import Testing

@testable import BrineMinion

@Suite struct `The end of a job before its time` {
    private func begun(limit: Duration? = nil) -> JobSupervision {
        JobSupervision(limit: limit, at: at(0))
    }

    // MARK: Signals

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, 64])
    func `comes at once by any signal where the job has no processes`(signal: Int32) {
        var job = begun(limit: .seconds(60))
        #expect(job.received(signal, hasProcesses: false, at: at(1)) == [.abandon(.signal(signal))])
        #expect(job.nextDeadline == nil)
        #expect(job.graceEnd == nil)
    }

    @Test func `by SIGTERM leaves processes ten seconds, and then the function two`() {
        var job = begun()
        #expect(job.nextDeadline == nil)
        #expect(job.received(SIGTERM, hasProcesses: true, at: at(1)) == [])
        #expect(job.nextDeadline == at(11))
        #expect(job.graceEnd == at(11))
        #expect(job.tick(hasProcesses: true, at: at(10.999)) == [])
        #expect(job.tick(hasProcesses: true, at: at(11)) == [.killProcesses])
        #expect(job.nextDeadline == at(13))
        #expect(job.graceEnd == nil)
        #expect(job.tick(hasProcesses: true, at: at(12.999)) == [])
        #expect(job.tick(hasProcesses: true, at: at(13)) == [.abandon(.signal(SIGTERM))])
        #expect(job.nextDeadline == nil)
    }

    @Test func `waits for the function where its processes have ended and it has not`() {
        var job = begun()
        _ = job.received(SIGTERM, hasProcesses: true, at: at(0))
        #expect(job.tick(hasProcesses: false, at: at(5)) == [])
        #expect(job.tick(hasProcesses: false, at: at(10)) == [.killProcesses])
        #expect(job.tick(hasProcesses: false, at: at(12)) == [.abandon(.signal(SIGTERM))])
    }

    @Test func `gives the function its two seconds also where the kill came late`() {
        var job = begun()
        _ = job.received(SIGTERM, hasProcesses: true, at: at(0))
        #expect(job.tick(hasProcesses: true, at: at(100)) == [.killProcesses])
        #expect(job.nextDeadline == at(102))
        #expect(job.tick(hasProcesses: true, at: at(101)) == [])
    }

    @Test(arguments: [SIGINT, SIGHUP, SIGUSR1]) func `by another signal is left to the processes`(signal: Int32) {
        var job = begun()
        #expect(job.received(signal, hasProcesses: true, at: at(1)) == [])
        #expect(job.nextDeadline == nil)
        #expect(job.graceEnd == nil)
        #expect(job.tick(hasProcesses: true, at: at(1_000)) == [])
        #expect(job.received(signal, hasProcesses: false, at: at(1_001)) == [.abandon(.signal(signal))])
    }

    @Test func `is not put off by further signals`() {
        var job = begun()
        _ = job.received(SIGINT, hasProcesses: true, at: at(0))
        _ = job.received(SIGTERM, hasProcesses: true, at: at(1))
        for (second, signal) in [(2.0, SIGTERM), (3, SIGINT), (4, SIGUSR1)] {
            for hasProcesses in [true, false] {
                #expect(job.received(signal, hasProcesses: hasProcesses, at: at(second)) == [])
            }
        }
        #expect(job.tick(hasProcesses: true, at: at(11)) == [.killProcesses])
        #expect(job.received(SIGTERM, hasProcesses: false, at: at(12)) == [])
        #expect(job.tick(hasProcesses: true, at: at(13)) == [.abandon(.signal(SIGTERM))])
    }

    @Test func `comes once`() {
        var job = begun(limit: .seconds(5))
        _ = job.received(SIGTERM, hasProcesses: false, at: at(1))
        for second in [1.0, 5, 100] {
            for hasProcesses in [true, false] {
                #expect(job.received(SIGTERM, hasProcesses: hasProcesses, at: at(second)) == [])
                #expect(job.tick(hasProcesses: hasProcesses, at: at(second)) == [])
            }
        }
    }

    // MARK: The time limit

    @Test func `by the limit begins with SIGTERM to the processes, and goes on as after one`() {
        var job = begun(limit: .seconds(5))
        #expect(job.nextDeadline == at(5))
        #expect(job.tick(hasProcesses: true, at: at(4.999)) == [])
        #expect(job.tick(hasProcesses: true, at: at(5)) == [.endProcesses])
        #expect(job.graceEnd == at(15))
        #expect(job.tick(hasProcesses: true, at: at(15)) == [.killProcesses])
        #expect(job.tick(hasProcesses: true, at: at(17)) == [.abandon(.timeLimit(.seconds(5)))])
    }

    @Test(arguments: [.zero, .milliseconds(1), .seconds(5)] as [Duration])
    func `by the limit comes at once where the job has no processes`(limit: Duration) {
        var job = begun(limit: limit)
        #expect(job.tick(hasProcesses: false, at: at(0) + limit) == [.abandon(.timeLimit(limit))])
        #expect(job.nextDeadline == nil)
    }

    @Test func `is by what came first, the limit or SIGTERM`() {
        var signalled = begun(limit: .seconds(5))
        _ = signalled.received(SIGTERM, hasProcesses: true, at: at(4))
        #expect(signalled.nextDeadline == at(14))
        #expect(signalled.tick(hasProcesses: true, at: at(6)) == [])
        #expect(signalled.reason(forResult: 124, asked: []) == .signal(SIGTERM))
        var late = begun(limit: .seconds(5))
        _ = late.tick(hasProcesses: true, at: at(5))
        #expect(late.received(SIGTERM, hasProcesses: true, at: at(6)) == [])
        #expect(late.nextDeadline == at(15))
        #expect(late.reason(forResult: 143, asked: [SIGTERM]) == .timeLimit(.seconds(5)))
    }

    @Test func `by the limit is not put off by another signal before`() {
        var job = begun(limit: .seconds(5))
        _ = job.received(SIGINT, hasProcesses: true, at: at(4))
        #expect(job.nextDeadline == at(5))
        #expect(job.tick(hasProcesses: true, at: at(5)) == [.endProcesses])
    }

    @Test func `does not come by itself`() {
        var job = begun()
        for hasProcesses in [true, false] {
            #expect(job.tick(hasProcesses: hasProcesses, at: at(1e9)) == [])
        }
        #expect(job.nextDeadline == nil)
    }

    // MARK: Results

    /// One line of the table: the signals that came while the job had processes, those that somebody has asked for, the
    /// result's code, and the signal that it was ended by.
    @Test(
        arguments: [
            ([], [], 0, nil), ([], [], 143, nil), ([], [], -15, nil), ([], [], .min, nil), ([], [], .max, nil),
            ([SIGINT], [], 130, SIGINT), ([SIGINT], [], -2, SIGINT), ([SIGINT], [], 0, nil), ([SIGINT], [], 1, nil),
            ([SIGINT], [], 143, nil), ([SIGINT, SIGHUP], [], 129, SIGHUP), ([], [SIGTERM], 143, SIGTERM),
            ([], [SIGTERM], -15, SIGTERM), ([], [SIGTERM], 0, nil), ([], [SIGTERM], 15, nil),
            ([], [SIGINT, SIGKILL], 137, SIGKILL), ([], [SIGINT, SIGKILL], 130, SIGINT),
            ([SIGUSR1], [SIGINT], 130, SIGINT), ([SIGUSR1], [SIGINT], 138, SIGUSR1), ([SIGTERM], [], 0, SIGTERM),
            ([SIGTERM], [SIGINT], 130, SIGTERM), ([SIGTERM], [], 5, SIGTERM),
        ] as [([Int32], [Int32], Int64, Int32?)]
    )
    func `is seen in a result`(came: [Int32], asked: [Int32], retcode: Int64, signal: Int32?) {
        var job = begun()
        for signal in came { _ = job.received(signal, hasProcesses: true, at: at(1)) }
        let reason: JobSupervision.Reason? = signal.map { .signal($0) }
        #expect(job.reason(forResult: retcode, asked: asked) == reason)
    }

    @Test(arguments: [0, 1, 124, 137, 143]) func `by the limit is seen in any result after it`(retcode: Int64) {
        var job = begun(limit: .seconds(5))
        #expect(job.reason(forResult: retcode, asked: []) == nil)
        _ = job.tick(hasProcesses: true, at: at(5))
        #expect(job.reason(forResult: retcode, asked: []) == .timeLimit(.seconds(5)))
        _ = job.tick(hasProcesses: true, at: at(15))
        #expect(job.reason(forResult: retcode, asked: []) == .timeLimit(.seconds(5)))
    }
}
