/// When each of many things is due next, and which one is first.
///
/// A plain value: a binary heap in which each place knows where it stands, so that a change costs the logarithm of their
/// number and nothing is left behind.
struct DeadlineQueue: Sendable {
    typealias Instant = ContinuousClock.Instant

    /// The places, the one that is due first at the beginning.
    private var heap: [Int]
    /// Where each place stands in the heap.
    private var positions: [Int]
    private var deadlines: [Instant]

    /// So many things, all of them due at one moment.
    init(count: Int, at moment: Instant) {
        heap = Array(0..<count)
        positions = heap
        deadlines = Array(repeating: moment, count: count)
    }

    /// When the first one is due; nil where there is none.
    var next: Instant? { heap.first.map { deadlines[$0] } }

    /// The thing that is due first, where it is due by a moment.
    func due(at now: Instant) -> Int? {
        heap.first.flatMap { deadlines[$0] <= now ? $0 : nil }
    }

    /// A thing is due at another moment.
    mutating func set(_ place: Int, at moment: Instant) {
        let old = deadlines[place]
        guard moment != old else { return }
        deadlines[place] = moment
        if moment < old { rise(positions[place]) } else { sink(positions[place]) }
    }

    private mutating func rise(_ start: Int) {
        var position = start
        while position > 0 {
            let parent = (position - 1) / 2
            guard deadlines[heap[position]] < deadlines[heap[parent]] else { return }
            swap(position, parent)
            position = parent
        }
    }

    private mutating func sink(_ start: Int) {
        var position = start
        while true {
            var first = position
            for child in [2 * position + 1, 2 * position + 2] where child < heap.count {
                if deadlines[heap[child]] < deadlines[heap[first]] { first = child }
            }
            guard first != position else { return }
            swap(position, first)
            position = first
        }
    }

    private mutating func swap(_ one: Int, _ other: Int) {
        heap.swapAt(one, other)
        positions[heap[one]] = one
        positions[heap[other]] = other
    }
}
