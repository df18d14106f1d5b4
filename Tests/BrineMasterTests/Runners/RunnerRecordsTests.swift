import BrineCore
import BrineStore
import MessagePack
import Testing

@testable import BrineMaster

@Suite(.timeLimit(.minutes(5))) struct `Records of runner calls` {
    private func ended(_ number: Int64) -> RunnerReturn {
        let call = RunnerCall(
            jid: jid(number),
            function: FunctionName(module: "jobs", function: "active"),
            arguments: CallArguments(),
            user: "eva"
        )
        return RunnerReturn(call: call, result: FunctionResult(true), master: id("vm_master"))
    }

    @Test func `reach the store in their order, each once`() async throws {
        let bench = try await MasterBench()
        let records = bench.runnerRecords()
        await bench.store.hold()
        for number: Int64 in 1...3 { records.put(ended(number), body: ended(number).packet, at: at(1)) }
        await bench.store.release()
        await records.finish()
        #expect(await bench.store.jobs(JobQuery()).map(\.jid) == [3, 2, 1].map { jid($0) })
    }

    @Test func `that wait together are kept together, up to a bound`() async throws {
        let bench = try await MasterBench()
        let records = bench.runnerRecords()
        await bench.store.hold()
        let last = Int64(RunnerRecords.batchLimit) + 11
        for number in 1...last { records.put(ended(number), body: [], at: at(1)) }
        await bench.store.release()
        await records.finish()
        // The first of them may have been on its way when the others came.
        let batches = await bench.store.callBatches
        #expect(batches.count <= 3 && batches.reduce(0, +) == Int(last))
        #expect(batches.allSatisfy { $0 <= RunnerRecords.batchLimit })
        #expect(await bench.store.jobs(JobQuery(limit: 1)).map(\.jid) == [jid(last)])
    }

    @Test func `are given up where the store fails and the master stops`() async throws {
        let bench = try await MasterBench()
        let records = bench.runnerRecords()
        await bench.store.setFailing(true)
        records.put(ended(1), body: ended(1).packet, at: at(1))
        await records.finish()
        await bench.store.setFailing(false)
        records.put(ended(2), body: ended(2).packet, at: at(1))
        await records.finish()
        #expect(await bench.store.jobs(JobQuery()) == [])
    }

    @Test func `do not pile up without a bound while the store takes none`() async throws {
        let bench = try await MasterBench()
        let records = bench.runnerRecords()
        await bench.store.hold()
        let large = [UInt8](repeating: 0, count: RunnerRecords.byteLimit / 2)
        for number: Int64 in 1...4 { records.put(ended(number), body: large, at: at(1)) }
        await bench.store.release()
        await records.finish()
        #expect(await bench.store.jobs(JobQuery()).map(\.jid) == [2, 1].map { jid($0) })
    }
}
