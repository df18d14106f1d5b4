/// Lets a few in at a time: with a hundred clusters at once each would take as long as all together.
actor Gate {
    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// A gate to so many places.
    init(places: Int) {
        self.places = places
    }

    /// Takes a place, when there is one.
    func enter() async {
        guard places == 0 else {
            places -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Gives a place back.
    func leave() {
        guard !waiting.isEmpty else {
            places += 1
            return
        }
        waiting.removeFirst().resume()
    }
}
