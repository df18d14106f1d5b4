import BrineCore
import Testing

@Suite struct `The jid allocator` {
    private let noon = Timestamp(microseconds: 1_795_348_800_000_000)

    @Test func `gives the moment's own jid where that is later than all before`() {
        var allocator = JobIDAllocator(after: nil)
        #expect(allocator.next(at: noon) == JobID(at: noon))
        #expect(allocator.next(at: noon + .microseconds(5)) == JobID(at: noon + .microseconds(5)))
    }

    @Test func `gives a burst of one moment in steps of a microsecond`() {
        var allocator = JobIDAllocator(after: nil)
        let jids = (0..<10_000).map { _ in allocator.next(at: noon) }
        #expect(jids.map(\.microseconds) == (0..<10_000).map { noon.microseconds + $0 })
        #expect(allocator.next(at: noon + .milliseconds(10)).microseconds == noon.microseconds + 10_000)
        #expect(allocator.next(at: noon + .seconds(1)) == JobID(at: noon + .seconds(1)), "the burst is over")
    }

    @Test func `goes on after the last one when the clock is set back`() {
        var allocator = JobIDAllocator(after: nil)
        let before = allocator.next(at: noon)
        let after = allocator.next(at: noon - .seconds(3_600))
        #expect(after.microseconds == before.microseconds + 1)
        #expect(allocator.next(at: Timestamp(microseconds: .min)).microseconds == before.microseconds + 2)
        #expect(allocator.next(at: noon + .seconds(1)) == JobID(at: noon + .seconds(1)), "the clock has caught up")
    }

    @Test func `goes on after the last one of an earlier run`() {
        let last = JobID(at: noon)
        var allocator = JobIDAllocator(after: last)
        #expect(allocator.next(at: noon - .seconds(60)).microseconds == last.microseconds + 1)
        var caughtUp = JobIDAllocator(after: last)
        #expect(caughtUp.next(at: noon + .seconds(60)) == JobID(at: noon + .seconds(60)))
    }

    @Test func `leaves out after a restart what may have been given and not kept`() {
        let last = JobID(at: noon)
        var allocator = JobIDAllocator(restartedAfter: last)
        let first = allocator.next(at: noon - .seconds(60))
        #expect(first > JobID(at: noon + .seconds(1)))
        #expect(first <= JobID(at: noon + .seconds(2)))
        var caughtUp = JobIDAllocator(restartedAfter: last)
        #expect(caughtUp.next(at: noon + .seconds(60)) == JobID(at: noon + .seconds(60)))
        var fresh = JobIDAllocator(restartedAfter: nil)
        #expect(fresh.next(at: noon) == last)
    }

    @Test func `never gives the first jid of all, which means that there was none`() {
        var allocator = JobIDAllocator(after: nil)
        #expect(allocator.next(at: Timestamp(microseconds: 0)) > .first)
    }

    @Test func `gives the last jid there is and stands still there`() {
        var allocator = JobIDAllocator(after: JobID(microseconds: JobID.last.microseconds - 1))
        #expect(allocator.next(at: noon) == .last)
        #expect(allocator.next(at: noon) == .last)
        #expect(allocator.next(at: Timestamp(microseconds: .max)) == .last)
    }
}
