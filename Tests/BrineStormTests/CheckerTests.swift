import BrineCore
import Testing

@testable import BrineStorm

@Suite struct `The checker of a storm` {
    @Test func `finds nothing in a history of which all went well`() {
        #expect(HistoryBuilder().broken.isEmpty)
    }

    @Test func `finds a job that was acknowledged and is not in the store, or for others`() {
        var history = HistoryBuilder()
        history.jobs = [StoredJob(jid: HistoryBuilder.jid, error: "no job with this jid")]
        history.witnessed = []
        #expect(history.broken.contains(.acknowledged))
        history = HistoryBuilder()
        history.call.minions = ["m01", "m02", "m03"]
        #expect(history.broken == [.acknowledged])
        history.call.subset = 2
        #expect(history.broken.isEmpty)
    }

    @Test func `finds a publication that made two jobs, unless it was published anew`() {
        var history = HistoryBuilder()
        var second = history.jobs[0]
        second = StoredJob(jid: "20261123030000000001", token: second.token, minions: second.minions)
        second.pairs = ["m01": HistoryBuilder.pair(nil, .lost), "m02": HistoryBuilder.pair(nil, .lost)]
        history.jobs.append(second)
        #expect(history.broken.contains(.once))
        history.further.append((1, .called(Call(number: 2, purpose: .rerun, words: [], jid: HistoryBuilder.jid))))
        #expect(!history.broken.contains(.once))
    }

    @Test func `finds a second run, unless the disk was wiped between the two`() {
        var history = HistoryBuilder()
        history.witnessed.append((false, "m01", "m01-2"))
        #expect(history.broken == [.atMostOnce])
        history.further = [(0, .struck(.wipe, at: "m01")), (3, .healed(.wipe, at: "m01"))]
        #expect(history.broken.isEmpty)
        history.further = [(0, .struck(.wipe, at: "m02")), (3, .healed(.wipe, at: "m02"))]
        #expect(history.broken == [.atMostOnce])
    }

    @Test func `finds one run that is returned for two jobs`() {
        var history = HistoryBuilder()
        let first = history.jobs[0]
        history.jobs.append(
            StoredJob(jid: "20261123030000000001", token: first.token, minions: first.minions, pairs: first.pairs)
        )
        history.further.append((1, .called(Call(number: 2, purpose: .rerun, words: [], jid: HistoryBuilder.jid))))
        #expect(history.broken == [.atMostOnce, .atMostOnce])
    }

    @Test func `finds a run whose return is not in the store, unless the disk was wiped`() {
        var history = HistoryBuilder()
        history.end = nil
        history.jobs[0].pairs["m01"] = HistoryBuilder.pair(nil, .lost)
        #expect(history.broken.contains(.kept))
        history.further = [(5, .struck(.wipe, at: "m01")), (6, .healed(.wipe, at: "m01"))]
        #expect(history.broken.isEmpty)
    }

    @Test func `finds a return that is cut off`() {
        var history = HistoryBuilder()
        history.jobs[0].pairs["m01"]?.isWhole = false
        #expect(history.broken == [.kept, .succeeded])
    }

    @Test func `does not ask for the whole return of a job that was ended`() {
        var history = HistoryBuilder()
        history.end = nil
        history.jobs[0].pairs["m01"] = StoredJob.Pair(state: .terminated, retcode: 143, hasReturn: true)
        let signal = Call(number: 2, purpose: .signal, words: [], minions: ["m01"], jid: HistoryBuilder.jid)
        history.further = [(0, .called(signal))]
        #expect(history.broken.isEmpty)
    }

    @Test(arguments: [JobState.pending, .running, .unreachable])
    func `finds a pair that is not final`(state: JobState) {
        var history = HistoryBuilder()
        history.end = nil
        history.jobs[0].minions.append("m03")
        history.call.minions.append("m03")
        history.jobs[0].pairs["m03"] = HistoryBuilder.pair(nil, state)
        #expect(history.broken == [.settled])
        history.jobs[0].pairs["m03"] = nil
        #expect(history.broken == [.settled])
    }

    @Test func `finds a success that nobody saw, or only begin, or of other work`() {
        var history = HistoryBuilder()
        history.witnessed = Array(history.witnessed[..<3])
        #expect(history.broken == [.succeeded])
        history.witnessed.removeAll { $0.1 == "m02" }
        #expect(history.broken == [.succeeded])
        history = HistoryBuilder()
        history.call.work?.code = 3
        #expect(history.broken == [.succeeded, .succeeded])
    }

    @Test(arguments: [JobState.undelivered, .cancelled, .skipped])
    func `finds a run of what is said not to have been started`(state: JobState) {
        var history = HistoryBuilder()
        history.end = nil
        history.jobs[0].pairs["m01"] = HistoryBuilder.pair(nil, state)
        history.witnessed = [(false, "m01", "m01-1"), (false, "m02", "m02-1"), (true, "m02", "m02-1")]
        #expect(history.broken.contains(.notStarted))
    }

    @Test func `finds who ran or returned what was not for him`() {
        var history = HistoryBuilder()
        history.witnessed.append((false, "m03", "m03-1"))
        #expect(history.broken == [.atMostOnce, .nobodyElse])
        history = HistoryBuilder()
        history.jobs[0].pairs["m03"] = HistoryBuilder.pair(nil, .lost)
        #expect(history.broken.contains(.nobodyElse))
    }

    @Test func `finds more runs at once than a rollout has places, unless a place was lost`() {
        var history = HistoryBuilder()
        history.call.batch = 2
        #expect(history.broken.isEmpty)
        history.call.batch = 1
        #expect(history.broken == [.places])
        history.further = [(-16, .struck(.freeze, at: "m01")), (0, .healed(.freeze, at: "m01"))]
        #expect(history.broken.isEmpty)
        history.further = [(-3, .struck(.freeze, at: "m01")), (0, .healed(.freeze, at: "m01"))]
        #expect(history.broken == [.places])
    }

    @Test(
        arguments: [
            (JobState.undelivered, Fault.freeze, "m01"), (.lost, .killWorker, "m01"), (.lost, .wipe, "m01"),
            (.undelivered, .kill, Story.master), (.undelivered, .stallUp, "m01"),
        ]
    )
    func `finds an end without a reason`(state: JobState, reason: Fault, place: String) {
        var history = HistoryBuilder()
        history.end = nil
        history.witnessed.removeAll { $0.1 == "m01" }
        history.jobs[0].pairs["m01"] = HistoryBuilder.pair(nil, state)
        #expect(history.broken == [.reasons])
        history.further = [(0, .struck(reason, at: place)), (14, .healed(reason, at: place))]
        #expect(history.broken.isEmpty)
    }

    /// One job that m01 did not get, with a window of 15 s.
    private func undelivered(_ further: [(Int, Act)]) -> HistoryBuilder {
        var history = HistoryBuilder()
        history.end = nil
        history.witnessed.removeAll { $0.1 == "m01" }
        history.jobs[0].pairs["m01"] = HistoryBuilder.pair(nil, .undelivered)
        history.further = further
        return history
    }

    @Test func `finds what was not delivered to who was within reach long enough before, between or after faults`() {
        func fault(_ from: Int, _ to: Int, _ fault: Fault = .freeze, _ place: String = "m01") -> [(Int, Act)] {
            [(from, .struck(fault, at: place)), (to, .healed(fault, at: place))]
        }
        // Connecting again takes up to four seconds, and a copy with its receipt two.
        #expect(undelivered(fault(2, 15)).broken == [.reasons])
        #expect(undelivered(fault(1, 15)).broken.isEmpty)
        #expect(undelivered(fault(-5, 9)).broken == [.reasons])
        #expect(undelivered(fault(-5, 10)).broken.isEmpty)
        #expect(undelivered(fault(-5, -2)).broken == [.reasons])
        #expect(undelivered(fault(0, 5) + fault(11, 15)).broken == [.reasons])
        #expect(undelivered(fault(0, 5) + fault(10, 15)).broken.isEmpty)
        #expect(undelivered(fault(0, 5) + fault(7, 14, .kill, Story.master)).broken.isEmpty)
        #expect(undelivered(fault(-20, 30) + fault(1, 2, .cut)).broken.isEmpty)
        #expect(undelivered([(1, .struck(.stall, at: "m01"))]).broken.isEmpty)
        #expect(undelivered(fault(0, 14, .killWorker)).broken == [.reasons])
        #expect(undelivered(fault(0, 14, .freeze, "m02")).broken == [.reasons])
        var short = undelivered(fault(-5, -1))
        short.call.within = .seconds(2)
        #expect(short.broken.isEmpty)
        short.further = fault(-7, -5)
        #expect(short.broken == [.reasons])
    }

    @Test func `lets a job be lost that never began where its minion was killed, and no other`() {
        var history = undelivered([])
        history.jobs[0].pairs["m01"] = HistoryBuilder.pair(nil, .lost)
        history.further = [(1, .struck(.kill, at: "m02")), (1, .healed(.kill, at: "m02"))]
        #expect(history.broken == [.reasons])
        history.further = [(1, .struck(.kill, at: "m01")), (1, .healed(.kill, at: "m01"))]
        #expect(history.broken.isEmpty)
        history.witnessed += [(false, "m01", "m01-1")]
        #expect(history.broken == [.reasons])
    }

    @Test func `lets the job be lost alone whose worker was killed`() {
        var history = undelivered([])
        history.jobs[0].pairs["m01"] = HistoryBuilder.pair(nil, .lost)
        func kill(_ jobs: [String]?) -> [(Int, Act)] {
            [(1, .struck(.killWorker, at: "m01", jobs: jobs)), (1, .healed(.killWorker, at: "m01"))]
        }
        history.further = kill([HistoryBuilder.jid])
        #expect(history.broken.isEmpty)
        history.further = kill(["20261123030000000002"])
        #expect(history.broken == [.reasons])
        history.further = kill([])
        #expect(history.broken == [.reasons])
        history.further = kill(nil)
        #expect(history.broken.isEmpty)
        // Who had written its last line, and not its return yet.
        history.witnessed += [(false, "m01", "m01-1"), (true, "m01", "m01-1")]
        history.further = kill([HistoryBuilder.jid])
        #expect(history.broken.isEmpty)
        history.further = kill([])
        #expect(history.broken == [.kept, .reasons])
    }

    @Test(arguments: [1, 69])
    func `finds a command without a jid that found no master while nothing was done to it`(status: Int) {
        var history = HistoryBuilder()
        history.end = CallEnd(number: 1, status: status, error: "no master answers")
        #expect(history.broken == [.truth])
        history.further = [(1, .struck(.kill, at: Story.master)), (5, .healed(.kill, at: Story.master))]
        #expect(history.broken.isEmpty)
        // The command has ended after two seconds.
        history.further = [(3, .struck(.kill, at: Story.master)), (5, .healed(.kill, at: Story.master))]
        #expect(history.broken == [.truth])
        history.further = [(-9, .struck(.kill, at: Story.master)), (-1, .healed(.kill, at: Story.master))]
        #expect(history.broken == [.truth])
        history.further = [(1, .struck(.kill, at: "m01")), (5, .healed(.kill, at: "m01"))]
        #expect(history.broken == [.truth])
    }

    @Test func `finds a return that was told of a job that is not in the store`() {
        let told = "20261123030000000002"
        var history = HistoryBuilder()
        history.further = [(1, .told(jid: told, minion: "m01"))]
        #expect(history.broken == [.told])
        history.jobs.append(StoredJob(jid: told, error: "no job with this jid"))
        #expect(history.broken == [.told])
        history.jobs[1] = StoredJob(jid: told, minions: ["m01"], pairs: ["m01": HistoryBuilder.pair("m01-2")])
        #expect(history.broken.isEmpty)
    }

    @Test func `finds a job that the store lists and cannot read`() {
        var history = HistoryBuilder()
        history.jobs.append(StoredJob(jid: "20261123030000000002", error: "its row is damaged"))
        #expect(history.broken == [.readable])
    }

    @Test func `finds what was terminated, timed out, cancelled or skipped by nobody`() {
        var history = HistoryBuilder()
        history.end = nil
        history.witnessed.removeAll { $0.1 == "m01" }
        for state in [JobState.terminated, .timedOut, .cancelled, .skipped] {
            history.jobs[0].pairs["m01"] = HistoryBuilder.pair(nil, state)
            #expect(history.broken == [.reasons], "\(state)")
            var other = history
            other.jobs[0].token = nil
            #expect(other.broken.contains(.reasons), "\(state), of no work of the storm's")
        }
    }

    @Test func `finds a command that prints what the store has not`() {
        var history = HistoryBuilder()
        history.end?.answers["m01"] = .returned(run: "m01-7")
        #expect(history.broken == [.truth])
        history = HistoryBuilder()
        history.end?.answers["m01"] = nil
        #expect(history.broken == [.truth])
    }

    @Test(arguments: [1, 2, 64, 69, 137])
    func `finds a command that ends with a wrong code`(status: Int) {
        var history = HistoryBuilder()
        history.end = CallEnd(number: 1, status: status, jid: HistoryBuilder.jid, answers: history.end?.answers ?? [:])
        #expect(history.broken == [.truth])
        history.further = [(1, .signalled(call: 1, signal: 9))]
        #expect(history.broken.isEmpty)
    }

    @Test func `finds a command that ends with 0 where not all has succeeded`() {
        var history = HistoryBuilder()
        history.witnessed.removeAll { $0.1 == "m01" }
        history.jobs[0].pairs["m01"] = HistoryBuilder.pair(nil, .undelivered)
        history.further = [(0, .struck(.freeze, at: "m01")), (20, .healed(.freeze, at: "m01"))]
        history.end?.answers["m01"] = .missing
        #expect(history.broken == [.truth])
    }

    @Test func `finds a return that was told and is not stored, a command without an end, and what is left`() {
        var history = HistoryBuilder()
        history.further = [
            (1, .told(jid: HistoryBuilder.jid, minion: "m03")), (2, .hung(call: 1)), (3, .left("outbox/1", at: "m01")),
        ]
        #expect(history.broken == [.told, .ends, .clean])
    }

    @Test func `shows what concerns a violation and nothing else`() throws {
        var history = HistoryBuilder()
        history.witnessed.append((false, "m01", "m01-2"))
        history.further = [
            (1, .struck(.kill, at: "m01")), (2, .struck(.kill, at: "m02")), (500, .struck(.kill, at: "m01")),
            (1, .called(Call(number: 2, purpose: .look, words: ["salt-run"]))),
        ]
        let violation = try #require(Checker.violations(of: history.entries).first)
        #expect(violation.promise == .atMostOnce && violation.minion == "m01")
        let acts = violation.excerpt.map(\.act)
        #expect(acts.contains(.struck(.kill, at: "m01")))
        #expect(!acts.contains(.struck(.kill, at: "m02")))
        #expect(acts.count == 7, "\(violation)")
    }
}
