internal import BrineCore
internal import BrineStore

extension JobStoreConformance {
    static let grainsBehaviours = [
        Behaviour("an empty store knows no grains") { store in
            try requireEqual(try await store.grains(), [], "the grains")
        },
        Behaviour("grains are kept byte for byte, in the order of the minions' numbers") { store in
            try await store.keep(grains([(130, [0x81, 0, 0xFF]), (2, [])]))
            try await store.keep(grains([(7, Array(repeating: 0xA5, count: 256 * 1_024))]))
            let expected = grains([(2, []), (7, Array(repeating: 0xA5, count: 256 * 1_024)), (130, [0x81, 0, 0xFF])])
            try requireEqual(try await store.grains(), expected, "the grains")
        },
        Behaviour("what a minion tells later takes the place of what it told before") { store in
            try await store.keep(grains([(1, [1]), (2, [2])]))
            try await store.keep(grains([(2, [3]), (2, [4])]))
            try await store.keep([])
            try requireEqual(try await store.grains(), grains([(1, [1]), (2, [4])]), "the grains")
        },
        Behaviour("grains are forgotten for the minions named alone") { store in
            try await store.keep(grains([(1, [1]), (2, [2]), (3, [3])]))
            try await store.removeGrains(of: Sample.minions([3, 9, 1]))
            try await store.removeGrains(of: [])
            try requireEqual(try await store.grains(), grains([(2, [2])]), "the grains")
        },
        Behaviour("the removal of jobs leaves the grains alone") { store in
            try await store.add(try Sample.job(1))
            try await store.keep(grains([(1, [1])]))
            _ = try await store.removeJobs(before: Sample.jid(2), limit: 10)
            try requireEqual(try await store.grains(), grains([(1, [1])]), "the grains")
        },
    ]

    private static func grains(_ pairs: [(Int, [UInt8])]) -> [StoredGrains] {
        pairs.flatMap { number, bytes in
            Sample.minions([number]).map { StoredGrains(minion: $0, encoded: bytes) }
        }
    }
}
