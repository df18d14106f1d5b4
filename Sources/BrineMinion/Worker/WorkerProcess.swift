internal import BrineCore
internal import BrineFailpoints
internal import BrineModules
internal import CLinux
internal import Glibc

/// The worker's side: one order from standard input, one job, one return in the outbox, and out.
///
/// It needs the minion for nothing after it has its order: the minion may be restarted, upgraded or killed meanwhile.
public enum WorkerProcess {
    /// Waits for the order; empty where none comes, since the minion is gone or has no more use for the worker.
    ///
    /// Blocks the thread that calls. Not in a task: Swift's tasks wake their threads each second on Linux, and a worker that
    /// waits shall sleep.
    public static func waitForOrder() -> [UInt8] {
        brine_name_thread("salt-minion")
        // Made now, while nobody waits for it.
        _ = FunctionCatalogue.standard
        return readOrder()
    }

    /// Runs to the end of the one job.
    ///
    /// - Parameter bytes: What ``waitForOrder()`` has answered.
    /// - Returns: the process's exit code.
    public static func run(_ bytes: [UInt8]) async -> Int32 {
        guard !bytes.isEmpty else { return 0 }
        do {
            let order = try WorkerOrder(bytes: bytes)
            Failpoint.reached(.workerOrderRead)
            let supervisor = try JobSupervisor(order)
            let context = order.context
            for call in order.command.calls.all {
                let result = await FunctionCatalogue.standard.run(call.function, call.arguments, in: context)
                Failpoint.reached(.workerFunctionEnded)
                guard supervisor.goesOn(after: result) else { break }
            }
            return 0
        } catch {
            tell("the job cannot be run: \(error)")
            return 1
        }
    }

    /// Reads standard input to its end, and leaves nothing there for the job to read.
    private static func readOrder() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(0, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        let nothing = open("/dev/null", O_RDONLY)
        if nothing > 0 {
            dup2(nothing, 0)
            close(nothing)
        }
        return bytes
    }

    /// Tells the minion's log.
    static func tell(_ text: String) {
        let line = Array("salt-minion worker \(getpid()): \(text)\n".utf8)
        _ = write(2, line, line.count)
    }
}
