internal import BrineCore
internal import BrineStore
internal import Synchronization

/// Which number each minion has, in memory: the store's table, read once and kept in step.
///
/// Safe to use from any thread: the publish socket's thread asks it at each subscription.
final class Roster: Sendable {
    private struct Numbers {
        var byID: [MinionID: MinionNumber] = [:]
        var byNumber: [MinionNumber: MinionID] = [:]

        mutating func add(_ id: MinionID, _ number: MinionNumber) {
            byID[id] = number
            byNumber[number] = id
        }
    }

    private let store: any JobStore
    private let numbers = Mutex(Numbers())

    /// The roster that a store keeps.
    init(_ store: any JobStore) async throws {
        self.store = store
        let entries = try await store.roster()
        numbers.withLock { numbers in
            for entry in entries { numbers.add(entry.id, entry.number) }
        }
    }

    /// A minion's number, or nil where it was never accepted.
    func number(of id: MinionID) -> MinionNumber? {
        numbers.withLock { $0.byID[id] }
    }

    /// The minion that has a number.
    func id(of number: MinionNumber) -> MinionID? {
        numbers.withLock { $0.byNumber[number] }
    }

    /// The numbers of minions, in the order asked; new ones are given, durably, to those that have none.
    func assignedNumbers(of ids: [MinionID]) async throws -> [MinionNumber] {
        let known = numbers.withLock { numbers in ids.map { numbers.byID[$0] } }
        if !known.contains(nil) { return known.compactMap(\.self) }
        let assigned = try await store.numbers(of: ids)
        numbers.withLock { numbers in
            for (id, number) in zip(ids, assigned) { numbers.add(id, number) }
        }
        return assigned
    }

    /// Minions in the order of their ids.
    func ordered(_ minions: [MinionNumber]) -> [MinionNumber] {
        let ids = numbers.withLock { $0.byNumber }
        return minions.compactMap { number in ids[number].map { (number, $0) } }
            .sorted { $0.1 < $1.1 }
            .map(\.0)
    }
}
