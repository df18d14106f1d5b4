internal import BrineCore
internal import BrineStore
internal import BrineWire
internal import Logging
internal import MessagePack

/// What the master knows of its minions' machines: what each last told, in memory and in the store.
///
/// An actor beside the coordinator, so that neither the decoding of grains nor a target that looks at those of thousands of
/// minions holds up returns.
actor GrainsBook {
    /// Grains as they came through a minion's connection.
    struct Arrival: Sendable {
        var id: MinionID
        var number: MinionNumber
        var packet: [UInt8]
    }

    /// How long a search for the minions that a target means may take.
    static let patience = Duration.seconds(10)

    private let store: any JobStore
    private let roster: Roster
    private let logger: Logger
    private var grains: [MinionID: ValueMap] = [:]
    /// What could not be written yet: it is tried again with what comes next.
    private var unsaved: [MinionNumber: [UInt8]] = [:]

    /// A book that holds what the store does.
    ///
    /// - Throws: What the store throws.
    init(store: any JobStore, roster: Roster, logger: Logger) async throws {
        self.store = store
        self.roster = roster
        self.logger = logger
        for stored in try await store.grains() {
            guard let id = roster.id(of: stored.minion) else { continue }
            guard case .map(let map)? = try? Value(messagePack: stored.encoded, limits: GrainsMessage.limits) else {
                logger.warning("the stored grains of \(id) make no sense; they are known when it comes back")
                continue
            }
            grains[id] = map
        }
    }

    /// Takes what minions told, and keeps what is new of it.
    ///
    /// - Returns: what makes no sense, with its sender.
    func take(_ arrivals: [Arrival]) async -> [(sender: MinionID, reason: String)] {
        var problems: [(sender: MinionID, reason: String)] = []
        for arrival in arrivals {
            do {
                let opened = try OpenedPacket(arrival.packet, limits: GrainsMessage.limits)
                let told = try GrainsMessage(fields: opened.fields).grains
                // After a restart of the master all come back, and few have changed.
                guard told != grains[arrival.id] else { continue }
                grains[arrival.id] = told
                unsaved[arrival.number] = Value.map(told).messagePack
            } catch {
                problems.append((arrival.id, "grains that make no sense: \(error)"))
            }
        }
        await save()
        return problems
    }

    /// Forgets the grains of all minions that are not accepted: they tell them anew when they are.
    ///
    /// - Parameter accepted: The accepted minions, looked at here: grains come from none that was accepted later.
    /// - Throws: Why the accepted minions are not known, or what the store throws.
    func forget(except accepted: @Sendable () throws -> [MinionID]) async throws {
        let accepted = Set(try accepted())
        let gone = grains.keys.filter { !accepted.contains($0) }
        guard !gone.isEmpty else { return }
        let numbers = gone.compactMap { roster.number(of: $0) }
        for id in gone { grains[id] = nil }
        for number in numbers { unsaved[number] = nil }
        try await store.removeGrains(of: numbers.sorted())
    }

    /// The minions among some that an expression means, in their order.
    ///
    /// - Throws: ``PublishError/badTarget(_:)`` where that takes too long.
    nonisolated func meant(by expression: TargetExpression, among ids: [MinionID]) async throws -> [MinionID] {
        let known = await grains
        let end = ContinuousClock.now + Self.patience
        var meant: [MinionID] = []
        for (index, id) in ids.enumerated() {
            if index.isMultiple(of: 64), ContinuousClock.now > end {
                throw PublishError.badTarget(
                    "the target takes too long: in \(Self.patience) \(index) of \(ids.count) minions were looked at"
                )
            }
            do {
                if try expression.matches(id, known[id]) { meant.append(id) }
            } catch {
                throw PublishError.badTarget("the target takes too many steps to be compared with minion \(id)")
            }
        }
        return meant
    }

    private func save() async {
        guard !unsaved.isEmpty else { return }
        let batch = unsaved
        unsaved = [:]
        do {
            try await store.keep(
                batch.map { StoredGrains(minion: $0, encoded: $1) }.sorted { $0.minion < $1.minion }
            )
        } catch {
            logger.error("cannot keep the grains of \(batch.count) minion(s): \(error)")
            unsaved.merge(batch) { newer, _ in newer }
        }
    }
}
