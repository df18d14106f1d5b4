import BrineCore
import Testing

@Suite struct `The jid allocator` {
    private let noon = Timestamp(microseconds: 1_795_348_800_000_000)

    @Test func `gives the moment's own jid where that is later than all before`() {
        var allocator = JobIDAllocator(after: nil)
        #expect(allocator.next(at: noon) == JobID(at: noon))
        #expect(allocator.next(at: noon + .microseconds(6)) == JobID(at: noon + .microseconds(6)))
    }

    @Test func `gives a burst of one moment in steps of two microseconds`() {
        var allocator = JobIDAllocator(after: nil)
        let jids = (0..<10_000).map { _ in allocator.next(at: noon) }
        #expect(jids.map(\.microseconds) == (0..<10_000).map { noon.microseconds + 2 * $0 })
        #expect(allocator.next(at: noon + .milliseconds(10)).microseconds == noon.microseconds + 20_000)
        #expect(allocator.next(at: noon + .seconds(1)) == JobID(at: noon + .seconds(1)), "the burst is over")
    }

    @Test func `goes on after the last one when the clock is set back`() {
        var allocator = JobIDAllocator(after: nil)
        let before = allocator.next(at: noon)
        let after = allocator.next(at: noon - .seconds(3_600))
        #expect(after.microseconds == before.microseconds + 2)
        #expect(allocator.next(at: Timestamp(microseconds: .min)).microseconds == before.microseconds + 4)
        #expect(allocator.next(at: noon + .seconds(1)) == JobID(at: noon + .seconds(1)), "the clock has caught up")
    }

    @Test func `goes on after the last one of an earlier run`() {
        let last = JobID(at: noon)
        var allocator = JobIDAllocator(after: last)
        #expect(allocator.next(at: noon - .seconds(60)).microseconds == last.microseconds + 2)
        var caughtUp = JobIDAllocator(after: last)
        #expect(caughtUp.next(at: noon + .seconds(60)) == JobID(at: noon + .seconds(60)))
    }

    @Test func `leaves out after a restart what may have been given and not kept, where the clock is behind`() {
        let last = JobID(at: noon)
        var allocator = JobIDAllocator(restartedAfter: last, at: noon - .seconds(60))
        let first = allocator.next(at: noon - .seconds(60))
        #expect(first > JobID(at: noon + .seconds(1)))
        #expect(first <= JobID(at: noon + .seconds(2)))
        var onTime = JobIDAllocator(restartedAfter: last, at: noon + .milliseconds(1))
        #expect(onTime.next(at: noon + .milliseconds(1)) == JobID(at: noon + .milliseconds(1)))
        var fresh = JobIDAllocator(restartedAfter: nil, at: noon)
        #expect(fresh.next(at: noon) == last)
    }

    @Test func `gives nothing that is kept the jid of what is not, in whatever life and by whatever clock`() {
        var kept: Set<JobID> = []
        var unkept: Set<JobID> = []
        for life in 0..<5 {
            let clock = noon - .microseconds(3 * life)
            var allocator = JobIDAllocator(restartedAfter: kept.max(), at: clock, gap: .microseconds(7))
            var before = kept.max() ?? .first
            for step in 0..<40 {
                let isKept = step % (life + 2) == 0
                let jid = isKept ? allocator.next(at: clock) : allocator.nextUnkept(at: clock)
                #expect(jid > before)
                before = jid
                if isKept { #expect(kept.insert(jid).inserted) } else { unkept.insert(jid) }
            }
        }
        #expect(kept.isDisjoint(with: unkept))
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
