import BrineCore

// The workers, which go on whether the daemon runs or not.
extension ModelMinion {
    /// A worker's next step: it begins, ends with a return, and is gone.
    func workerStep(_ nth: Int, _ end: JobState) throws(Violation) -> Bool {
        guard let place = alive(nth) else { return false }
        let worker = workers[place]
        switch worker.stage {
        case .handed:
            try world.ledger.began(worker.jid, self)
            world.note("\(world.name(worker.jid)) begins on minion \(index + 1)")
            workers[place].stage = .begun
        case .begun:
            // It waits for room.
            guard !isDiskFull else { return false }
            let jobReturn = world.makeReturn(worker.isSignalled ? .terminated : end)
            outbox[worker.jid] = jobReturn
            try world.ledger.made(jobReturn, of: worker.jid, number, isDurable: true, in: world)
            world.note(
                "\(world.name(worker.jid)) ends on minion \(index + 1): \(jobReturn.state.rawValue) is in the outbox"
            )
            workers[place].stage = .returned
        case .returned: workers[place].stage = .gone
        case .gone: return false
        }
        return true
    }

    /// A worker dies without a word.
    func workerDies(_ nth: Int) -> Bool {
        guard let place = alive(nth) else { return false }
        world.note("the worker of \(world.name(workers[place].jid)) on minion \(index + 1) is killed")
        workers[place].stage = .gone
        return true
    }

    private func alive(_ nth: Int) -> Int? {
        let alive = workers.indices.filter { workers[$0].stage != .gone }
        return alive.isEmpty ? nil : alive[nth % alive.count]
    }
}
