internal import BrineCore
internal import BrineStore

extension JobStoreConformance {
    static let outcomeBehaviours = [
        Behaviour("outcomes come back as committed, in the order of the minions' numbers") { store in
            try await store.add(try Sample.job(1))
            let outcomes = [
                try Sample.outcome(1, 3, .failed, "third"), try Sample.outcome(1, 1, .succeeded, "\u{0}\u{1}first"),
                try Sample.outcome(1, 2, .undelivered),
            ]
            try requireEqual(try await store.commit(outcomes), [.stored, .stored, .stored], "the verdicts")
            let expected = [outcomes[1], outcomes[2], outcomes[0]]
            try requireEqual(try await store.job(Sample.jid(1))?.outcomes, expected, "the outcomes")
        },
        Behaviour("no outcomes at all are committed without a word") { store in
            try requireEqual(try await store.commit([]), [], "the verdicts")
        },
        Behaviour("a repeat changes nothing") { store in
            try await store.add(try Sample.job(1))
            let first = try Sample.outcome(1, 2, .succeeded, "first")
            _ = try await store.commit([first])
            var repeated = try Sample.outcome(1, 2, .failed, "second")
            repeated.at = repeated.at + .seconds(5)
            try requireEqual(try await store.commit([first, repeated]), [.repeated, .repeated], "the verdicts")
            try requireEqual(try await store.job(Sample.jid(1))?.outcomes, [first], "the outcomes")
        },
        Behaviour("a later state is taken exactly where the kept one can become it") { store in
            let final = JobState.allCases.filter(\.isFinal)
            var number: Int64 = 0
            for (kept, next) in final.flatMap({ kept in final.map { (kept, $0) } }) {
                number += 1
                try await store.add(try Sample.job(number))
                let outcomes = [
                    try Sample.outcome(number, 1, kept, "kept"), try Sample.outcome(number, 1, next, "next"),
                ]
                _ = try await store.commit([outcomes[0]])
                let takes = kept.canBecome(next)
                let verdicts = try await store.commit([outcomes[1]])
                try requireEqual(verdicts, [takes ? .stored : .repeated], "\(next) after \(kept)")
                let found = try await store.job(Sample.jid(number))?.outcomes
                try requireEqual(found, [outcomes[takes ? 1 : 0]], "what is kept of \(next) after \(kept)")
            }
        },
        Behaviour("a minion's word that a job is lost takes the place of a verdict that it is, once") { store in
            try await store.add(try Sample.job(1))
            let verdict = try Sample.outcome(1, 1, .lost)
            let word = try Sample.outcome(1, 1, .lost, "killed by signal 9")
            let verdicts = try await store.commit([verdict, verdict, word, word, verdict])
            try requireEqual(verdicts, [.stored, .repeated, .stored, .repeated, .repeated], "the verdicts")
            try requireEqual(try await store.job(Sample.jid(1))?.outcomes, [word], "what is kept")
        },
        Behaviour("outcomes of one minion in one batch are judged in their order") { store in
            try await store.add(try Sample.job(1))
            let verdicts = try await store.commit([
                try Sample.outcome(1, 1, .undelivered), try Sample.outcome(1, 1, .failed, "return"),
                try Sample.outcome(1, 1, .succeeded, "repeat"), try Sample.outcome(1, 1, .lost),
            ])
            try requireEqual(verdicts, [.stored, .stored, .repeated, .repeated], "the verdicts")
            let kept = try await store.job(Sample.jid(1))?.outcomes
            try requireEqual(kept, [try Sample.outcome(1, 1, .failed, "return")], "the outcomes")
        },
        Behaviour("an outcome of no job, of no minion of the job or of no end is not kept; those beside it are") {
            store in
            try await store.add(try Sample.job(1, minions: [2, 4]))
            let verdicts = try await store.commit([
                try Sample.outcome(9, 2), try Sample.outcome(1, 3), try Sample.outcome(1, 2, .running),
                try Sample.outcome(1, 4), try Sample.outcome(1, 1), try Sample.outcome(1, 5),
            ])
            let expected: [OutcomeVerdict] = [.unknown, .unknown, .unknown, .stored, .unknown, .unknown]
            try requireEqual(verdicts, expected, "the verdicts")
            let kept = try await store.job(Sample.jid(1))?.outcomes
            try requireEqual(kept, [try Sample.outcome(1, 4)], "the outcomes")
            try requireEqual(try await store.job(Sample.jid(9)), nil, "the unknown job")
        },
        Behaviour("a batch holds outcomes of many jobs") { store in
            for number: Int64 in 1...3 { try await store.add(try Sample.job(number)) }
            let batch = try (1...3)
                .flatMap { minion in
                    try (1...3).map { try Sample.outcome($0, minion, .succeeded, "\($0) on \(minion)") }
                }
            let verdicts = try await store.commit(batch)
            try requireEqual(verdicts, Array(repeating: .stored, count: 9), "the verdicts")
            for number: Int64 in 1...3 {
                let kept = try await store.job(Sample.jid(number))?.outcomes
                try requireEqual(kept, batch.filter { $0.jid == Sample.jid(number) }, "the outcomes")
            }
        },
        Behaviour("of the same outcomes committed at once, each is stored once") { store in
            try await store.add(try Sample.job(1, minions: 1...200))
            let batch = try (1...200).map { try Sample.outcome(1, $0) }
            let stored = try await withThrowingTaskGroup(of: Int.self) { group in
                for task in 0..<8 {
                    let mine = Array(batch[(task * 20)...])
                    group.addTask { try await store.commit(mine).count { $0 == .stored } }
                }
                return try await group.reduce(0, +)
            }
            try requireEqual(stored, 200, "the number stored")
            try requireEqual(try await store.job(Sample.jid(1))?.outcomes, batch, "the outcomes")
        },
    ]
}
