internal import Synchronization

/// The places where a fault is being made: one at a time at each.
final class BusyPlaces: Sendable {
    private let places = Mutex<Set<String>>([])

    /// Takes a place; false where it is taken.
    func take(_ place: String) -> Bool { places.withLock { $0.insert(place).inserted } }

    func leave(_ place: String) { _ = places.withLock { $0.remove(place) } }
}
