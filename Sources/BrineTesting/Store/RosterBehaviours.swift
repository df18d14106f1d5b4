internal import BrineCore
internal import BrineStore

extension JobStoreConformance {
    static let rosterBehaviours = [
        Behaviour("an empty store knows no minion") { store in
            try requireEqual(try await store.roster(), [], "the roster")
            try requireEqual(try await store.numbers(of: []), [], "the numbers of nobody")
        },
        Behaviour("minions get the numbers 1, 2, 3 in the order asked") { store in
            let ids = Sample.ids("zeta", "alpha", "mid.example.org")
            try requireEqual(try await store.numbers(of: ids), Sample.minions(1...3), "the numbers")
            try requireEqual(try await store.roster().map(\.id), ids, "the roster's ids")
            try requireEqual(try await store.roster().map(\.number), Sample.minions(1...3), "the roster's numbers")
        },
        Behaviour("a minion keeps its number, and new ones get the next") { store in
            _ = try await store.numbers(of: Sample.ids("a", "b"))
            let again = try await store.numbers(of: Sample.ids("c", "b", "d", "a"))
            try requireEqual(again, Sample.minions([3, 2, 4, 1]), "the numbers")
        },
        Behaviour("a minion asked for twice in a call has one number") { store in
            let numbers = try await store.numbers(of: Sample.ids("a", "b", "a", "b"))
            try requireEqual(numbers, Sample.minions([1, 2, 1, 2]), "the numbers")
        },
        Behaviour("ids that differ in case are different minions") { store in
            let numbers = try await store.numbers(of: Sample.ids("Web", "web"))
            try requireEqual(numbers, Sample.minions([1, 2]), "the numbers")
        },
        Behaviour("minions that come at once get dense and distinct numbers") { store in
            let numbers = try await withThrowingTaskGroup(of: [MinionNumber].self) { group in
                for task in 0..<20 {
                    group.addTask { try await store.numbers(of: Sample.ids("shared", "minion-\(task)")) }
                }
                return try await group.reduce(into: Set<MinionNumber>()) { $0.formUnion($1) }
            }
            try requireEqual(numbers, Set(Sample.minions(1...21)), "the numbers")
            try requireEqual(try await store.roster().map(\.number), Sample.minions(1...21), "the roster's numbers")
        },
    ]
}
