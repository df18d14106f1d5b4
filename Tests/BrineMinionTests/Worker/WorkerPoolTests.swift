import BrineCore
import Glibc
import Testing

@testable import BrineMinion

@Suite struct `The pool of workers` {
    /// What its workers are known by among all processes.
    private let mark = "pool-\(UInt64.random(in: .min ... .max))"

    private func pool(_ path: String = "/bin/sh") -> WorkerPool {
        // The shell reads its order through another process and stays what it is.
        let arguments = ["sh", "-c", "cat; :", mark]
        return WorkerPool(WorkerExecutable(path: path, arguments: arguments, log: "/dev/null"), logger: silence)
    }

    /// The pids of the pool's workers.
    private var workers: [Int32] {
        ProcFile.pids.filter { pid in
            // A child that the shell has just made has its words too.
            guard let parent = ProcFile.fields(ofStatusOf: pid)?.dropFirst().first, parent == "\(getpid())" else {
                return false
            }
            return ProcFile.text(at: "/proc/\(pid)/cmdline")?.contains(mark) == true
        }
    }

    /// The pids of the pool's workers, when there is one.
    ///
    /// A process that has just been started has no words for a moment.
    private func waitForWorkers(_ pool: WorkerPool) -> [Int32] {
        withExtendedLifetime(pool) {
            let end = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < end {
                let found = workers
                if !found.isEmpty { return found }
                sched_yield()
            }
            return []
        }
    }

    /// Ends a worker that was taken.
    private func end(_ worker: WorkerHandle) {
        worker.kill()
        _ = worker.reap()
    }

    @Test func `starts a worker where none is ready`() throws {
        let pool = pool()
        let first = try pool.take()
        defer { end(first) }
        let second = try pool.take()
        defer { end(second) }
        #expect(first.identity != second.identity)
        #expect(!first.hasEnded)
        #expect(!second.hasEnded)
    }

    @Test func `gives out the one that is ready, once`() throws {
        let pool = pool()
        let worker = try pool.take()
        defer { end(worker) }
        pool.giveBack(worker)
        #expect(try pool.take() === worker)
        let other = try pool.take()
        defer { end(other) }
        #expect(other !== worker)
    }

    @Test func `keeps one ready, and no more`() throws {
        let pool = pool()
        pool.warmUp()
        let ready = waitForWorkers(pool)
        #expect(ready.count == 1)
        pool.warmUp()
        #expect(workers == ready)
        let worker = try pool.take()
        defer { end(worker) }
        #expect([worker.identity.pid] == ready)
    }

    @Test func `gives out none that has ended, and takes leave of it`() throws {
        let pool = pool()
        let worker = try pool.take()
        pool.giveBack(worker)
        kill(worker.identity.pid, SIGKILL)
        try waitUntilReadable(worker.descriptor)
        let other = try pool.take()
        defer { end(other) }
        #expect(other !== worker)
        #expect(!other.hasEnded)
        #expect(ProcFile.fields(ofStatusOf: worker.identity.pid) == nil)
    }

    @Test func `keeps another ready for one that has ended`() throws {
        let pool = pool()
        let worker = try pool.take()
        pool.giveBack(worker)
        kill(worker.identity.pid, SIGKILL)
        try waitUntilReadable(worker.descriptor)
        pool.warmUp()
        let ready = waitForWorkers(pool)
        #expect(ready.count == 1)
        #expect(ready != [worker.identity.pid])
    }

    @Test func `ends the one that is ready when it is let go of`() {
        do {
            let pool = pool()
            pool.warmUp()
            #expect(waitForWorkers(pool).count == 1)
        }
        #expect(workers == [])
    }

    @Test func `says why it has none, to whoever takes one`() {
        let pool = pool("/nowhere/worker")
        pool.warmUp()
        let error = #expect(throws: FileError.self) { try pool.take() }
        #expect(error?.description == "cannot start /nowhere/worker: No such file or directory")
    }
}
