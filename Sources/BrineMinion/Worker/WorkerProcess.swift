internal import BrineCore
internal import BrineModules
internal import BrineWire
internal import CLinux
internal import Glibc
internal import MessagePack

/// The worker's side: one order from standard input, one job, one return in the outbox, and out.
///
/// It needs the minion for nothing after it has its order: the minion may be restarted, upgraded or killed meanwhile.
public enum WorkerProcess {
    /// Runs to the end of the one job.
    ///
    /// - Returns: the process's exit code: 0 also where no order came, since the minion is gone or has no more use for it.
    public static func run() async -> Int32 {
        brine_name_thread("salt-minion")
        let bytes = readOrder()
        guard !bytes.isEmpty else { return 0 }
        let order: WorkerOrder
        do {
            order = try WorkerOrder(bytes: bytes)
        } catch {
            tell("the order is damaged: \(error)")
            return 1
        }
        let context = CallContext(
            jid: order.command.jid,
            user: order.command.user,
            minion: order.minion,
            grains: order.grains,
            outputLimit: order.outputLimit
        )
        let result = await FunctionCatalogue.standard.run(
            order.command.function,
            order.command.arguments,
            in: context
        )
        let packet = ReturnPacket.make(JobReturn(order.command, result), of: order.minion)
        await deliver(packet, order)
        return 0
    }

    /// Writes the return, however long it takes: a full disk must not lose it.
    private static func deliver(_ packet: [UInt8], _ order: WorkerOrder) async {
        let outbox = DurableFolder(order.outboxFolder)
        while true {
            do {
                return try outbox.write(packet, for: order.command.jid)
            } catch {
                tell("job \(order.command.jid) waits to write its return: \(error)")
                try? await Task.sleep(for: .seconds(1))
            }
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

    private static func tell(_ text: String) {
        let line = Array("salt-minion worker \(getpid()): \(text)\n".utf8)
        _ = write(2, line, line.count)
    }
}

extension JobReturn {
    /// The return that a call's result makes.
    init(_ command: Command, _ result: FunctionResult) {
        self.init(
            jid: command.jid,
            function: command.function,
            arguments: command.arguments,
            user: command.user,
            value: result.value,
            retcode: result.retcode,
            success: result.success
        )
    }

    /// The return of a job whose worker ended without one.
    init(_ command: Command, endedAs ending: WorkerHandle.Ending, asked: RunningJobs.Asked?) {
        let text: String
        let how: Ending
        let retcode: Int64
        switch (ending, asked) {
        case (.signalled(let signal), let asked):
            let who = asked?.signal == signal ? asked?.user : nil
            text = "The job was ended by signal \(signal)" + (who.map { ", asked for by \($0)" } ?? "")
            how = .signalled(signal, by: who)
            retcode = 128 + Int64(signal)
        case (.unknown, let asked?):
            text = "The job was ended by signal \(asked.signal), asked for by \(asked.user)"
            how = .signalled(asked.signal, by: asked.user)
            retcode = 128 + Int64(asked.signal)
        case (.exited(let code), _):
            text = "The job's worker exited with code \(code) and left no return; how far the job came is not known"
            how = .lost
            retcode = 1
        case (.unknown, nil):
            text = "The job's worker is gone and left no return; how far the job came is not known"
            how = .lost
            retcode = 1
        }
        self.init(
            jid: command.jid,
            function: command.function,
            arguments: command.arguments,
            user: command.user,
            value: .string(text),
            retcode: retcode,
            success: false,
            ending: how
        )
    }
}
