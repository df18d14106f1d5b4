import BrineCore
import BrineStore
import BrineTesting
import Testing

@testable import BrineMaster

@Suite struct `The roster` {
    @Test func `knows what the store knows`() async throws {
        let store = InMemoryJobStore()
        _ = try await store.numbers(of: [id("b"), id("a")])
        let roster = try await Roster(store)
        #expect(roster.number(of: id("b")) == minion(1))
        #expect(roster.number(of: id("a")) == minion(2))
        #expect(roster.number(of: id("c")) == nil)
        #expect(roster.id(of: minion(1)) == id("b"))
        #expect(roster.id(of: minion(3)) == nil)
    }

    @Test func `gives new numbers through the store, in the order asked`() async throws {
        let store = InMemoryJobStore()
        let roster = try await Roster(store)
        #expect(try await roster.assignedNumbers(of: []) == [])
        #expect(try await roster.assignedNumbers(of: [id("b"), id("a")]) == [minion(1), minion(2)])
        #expect(
            try await roster.assignedNumbers(of: [id("c"), id("a"), id("b")]) == [minion(3), minion(2), minion(1)]
        )
        #expect(roster.id(of: minion(3)) == id("c"))
        #expect(await store.roster().map(\.id) == [id("b"), id("a"), id("c")])
        let again = try await Roster(store)
        #expect(again.number(of: id("c")) == minion(3))
    }

    @Test func `keeps no number that the store did not`() async throws {
        let store = GatedStore()
        let roster = try await Roster(store)
        await store.setFailing(true)
        await #expect(throws: JobStoreError.self) { try await roster.assignedNumbers(of: [id("a")]) }
        #expect(roster.number(of: id("a")) == nil)
    }
}
